import type { Part, Presence } from "fixtures/presence";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2
  ? true
  : false;

export const same: Equal<
  Presence,
  {
    required: string;
    nullable: string | null;
    omit_empty?: string[] | undefined;
    omit_null?: bigint | null | undefined;
    omit_entity?: Part | null | undefined;
    optional?: string | undefined;
    optional_list?: string[] | undefined;
    optional_flag?: boolean | undefined;
    optional_any?: unknown;
    optional_entity?: Part | undefined;
    patch?: number | null | undefined;
    patch_list?: number[] | null | undefined;
    patch_map?: Partial<Record<string, string>> | null | undefined;
    patch_any?: unknown;
    patch_entity?: Part | null | undefined;
  }
> = true;

export const least: Presence = { required: "", nullable: null };
export const most: Presence = {
  required: "r",
  nullable: "n",
  omit_empty: [],
  omit_null: 9223372036854775807n,
  omit_entity: { size: 1 },
  optional: "",
  optional_list: [],
  optional_flag: false,
  optional_any: {},
  optional_entity: { size: 1 },
  patch: null,
  patch_list: [],
  patch_map: null,
  patch_any: null,
  patch_entity: { size: 0 },
};

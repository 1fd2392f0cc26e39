package wire

func inputPointer[T, U any](value *T, input func(*T) U) *U {
	if value == nil {
		return nil
	}
	converted := input(value)
	return &converted
}

func inputOptional[T, U any](value Optional[T], input func(*T) U) Optional[U] {
	if !value.IsSet {
		return Optional[U]{}
	}
	return Some(input(&value.Value))
}

func inputPatch[T, U any](value Patch[T], input func(*T) U) Patch[U] {
	if value.state != patchValue {
		return Patch[U]{state: value.state}
	}
	return PatchValue(input(&value.value))
}

func inputPatchPointer[T, U any](value Patch[*T], input func(*T) U) Patch[*U] {
	if value.state != patchValue {
		return Patch[*U]{state: value.state}
	}
	return PatchValue(inputPointer(value.value, input))
}

func inputList[T, U any](list []T, input func(*T) U) []U {
	if list == nil {
		return nil
	}
	converted := make([]U, len(list))
	for at := range list {
		converted[at] = input(&list[at])
	}
	return converted
}

func inputMap[K comparable, T, U any](values map[K]T, input func(*T) U) map[K]U {
	if values == nil {
		return nil
	}
	converted := make(map[K]U, len(values))
	for key, value := range values {
		converted[key] = input(&value)
	}
	return converted
}

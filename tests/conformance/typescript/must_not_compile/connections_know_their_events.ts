import { connect } from "protocol";

const bot = connect("wss://localhost/");
bot.on("client.ping", () => {}); //~ TS2345
bot.once("client.ping", () => {}); //~ TS2345
bot.on("server.time", (params) => params.messages); //~ TS2339
void bot.send({ event: "server.time", params: { time: "" } }); //~ TS2322 TS2353
void bot.send({ event: "client.activity" }); //~ TS2345
void bot.send({ event: "client.chat.lastread", params: {} }); //~ TS2741
void bot.waitFor("server.time", { filter: (params) => params.messages.length > 0 }); //~ TS2339
bot.onAny((frame) => frame.params.time); //~ TS2339
bot.onStatus((state) => state === "reconnecting"); //~ TS2367
connect("", { pingInterval: "1" }); //~ TS2322
connect(() => 1); //~ TS2345

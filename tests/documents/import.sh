cp "$ROOT"/tests/import/asyncapi/v2_publish_is_what_clients_send/chat.yaml .

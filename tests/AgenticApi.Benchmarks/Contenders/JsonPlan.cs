using System.Text.Json;

namespace AgenticApi.Benchmarks.Contenders;

/// <summary>What to write, taken apart beforehand, so that nothing but the writing is measured: names encoded, texts as strings.</summary>
internal sealed class JsonPlan
{
    private readonly JsonValueKind _kind;
    private readonly string _text = "";
    private readonly long _number;
    private readonly (JsonEncodedText Name, JsonPlan Value)[] _members = [];

    private JsonPlan(JsonElement json)
    {
        _kind = json.ValueKind;
        switch (_kind)
        {
            case JsonValueKind.Object:
                _members = [.. json.EnumerateObject().Select(member => (JsonEncodedText.Encode(member.Name), Of(member.Value)))];
                break;
            case JsonValueKind.Array:
                _members = [.. json.EnumerateArray().Select(value => (default(JsonEncodedText), Of(value)))];
                break;
            case JsonValueKind.String:
                _text = json.GetString()!;
                break;
            case JsonValueKind.Number:
                _number = json.GetInt64();
                break;
        }
    }

    public static JsonPlan Of(JsonElement json) => new(json);

    public void Write(Utf8JsonWriter writer)
    {
        switch (_kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, value) in _members)
                {
                    value.WriteMember(name, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var (_, value) in _members)
                {
                    value.Write(writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(_text);
                break;
            case JsonValueKind.Number:
                writer.WriteNumberValue(_number);
                break;
            case JsonValueKind.Null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteBooleanValue(_kind == JsonValueKind.True);
                break;
        }
    }

    private void WriteMember(JsonEncodedText name, Utf8JsonWriter writer)
    {
        switch (_kind)
        {
            case JsonValueKind.String:
                writer.WriteString(name, _text);
                break;
            case JsonValueKind.Number:
                writer.WriteNumber(name, _number);
                break;
            default:
                writer.WritePropertyName(name);
                Write(writer);
                break;
        }
    }
}

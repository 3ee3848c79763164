using System.Text;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Tests.Events;

/// <summary>The scanner of events, against the framework's reader: both must hold the same bytes for JSON, and find the same in them.</summary>
public class EventFieldsTests
{
    private const string Others = "{}[]\",:\\ ue0-1.tfn\t\u0001a;'/";

    private static readonly string[] Seeds =
    [
        Wire.Created, Wire.Completed(Wire.Message("m", "Hi \"there\" \\ é 🎞")), Wire.Numbered(3, Wire.Text(0, "Hel\nlo", 2, "msg_1")),
        Wire.Done(1, Wire.Call("fc", "c", "f", "{\"a\":[1,2,{\"b\":null}]}")), Wire.ArgumentsDone(0, "", "i", ",\"name\":\"n\""),
        """ { "type" : "response.output_text.delta" , "delta" : "a\u00e9\ud83d\ude00" , "logprobs" : [ { "token":"a","logprob":-1.5e-3 } ] , "x" : { } , "y":[ ] } """,
        """{"type":"error","error":{"code":null,"message":"m"},"sequence_number":12,"n":-0.0,"t":true,"f":false}""",
        "{}", """{"delta":"","type":"response.output_text.delta"}""",
    ];

    [Fact]
    public void Any_change_of_an_event_is_valid_json_to_both_or_to_none()
    {
        var random = new Random(7);
        var valid = 0;
        for (var i = 0; i < 60_000; i++)
        {
            var bytes = Mutate(Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]), random, i % 3);

            var isRead = EventFields.TryRead(bytes, EventCatalog.Unknown, 64, out var fields);

            isRead.Should().Be(IsObject(bytes), "of {0}", Encoding.UTF8.GetString(bytes));
            if (isRead)
            {
                valid++;
                AssertFields(bytes, fields);
            }
        }

        valid.Should().BeGreaterThan(20_000);
    }

    [Fact]
    public void Event_like_the_last_one_is_read_as_if_it_were_the_first()
    {
        var random = new Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            // The same shape for a while, and then another one.
            var text = Mutate(Encoding.UTF8.GetBytes(Delta(random, (i / 50) % 4)), random, random.Next(5) / 4);

            var isRead = EventFields.TryRead(text, EventCatalog.Unknown, 64, out var fields);

            isRead.Should().Be(IsObject(text), "of {0}", Encoding.UTF8.GetString(text));
            if (isRead)
            {
                AssertFields(text, fields);
            }
        }
    }

    [Fact]
    public void Event_like_one_with_a_fault_does_not_have_it()
    {
        Read(Wire.Text(0, "a").Replace("\"output_index\":0", "\"output_index\":\"0\"", StringComparison.Ordinal)).HasInvalidIndex.Should().BeTrue();
        Read(Wire.Text(0, "b")).HasInvalidIndex.Should().BeFalse();
        Read(Wire.Text(0, "a").Replace("{", "{\"delta\":\"\",", StringComparison.Ordinal)).HasDuplicates.Should().BeTrue();
        Read(Wire.Text(0, "b")).HasDuplicates.Should().BeFalse();
        EventFields.TryRead(Encoding.UTF8.GetBytes(Wire.Text(0, "b") + "x"), EventCatalog.Unknown, 64, out _).Should().BeFalse();

        static EventFields Read(string json) => EventFields.TryRead(Encoding.UTF8.GetBytes(json), EventCatalog.Unknown, 64, out var fields) ? fields : default;
    }

    [Fact]
    public void Response_like_the_last_one_is_checked_as_if_it_were_the_first()
    {
        var random = new Random(5);
        var valid = 0;
        for (var i = 0; i < 40_000; i++)
        {
            EventFields.TryRead(Encoding.UTF8.GetBytes(Lifecycle(random, random.Next(2))), EventCatalog.Unknown, 8, out _).Should().BeTrue();
            var next = Mutate(Encoding.UTF8.GetBytes(Lifecycle(random, random.Next(2))), random, i % 3);

            var isRead = EventFields.TryRead(next, EventCatalog.Unknown, 8, out var fields);

            isRead.Should().Be(IsObject(next), "of {0}", Encoding.UTF8.GetString(next));
            if (isRead && fields.Body.IsObject)
            {
                valid++;
                var found = new JsonMembers(fields.Body.Of(next), new JsonMember[JsonMembers.Room].AsSpan());
                EventIndex.Current.Body.Items.ToArray().Should().Equal(found.Items.ToArray(), "of {0}", Encoding.UTF8.GetString(next));
            }
        }

        valid.Should().BeGreaterThan(20_000);
    }

    [Fact]
    public void Response_like_the_last_one_may_nest_no_deeper_than_any()
    {
        static bool Read(int nested, int depth) => EventFields.TryRead(
            Encoding.UTF8.GetBytes($$$"""{"type":"response.created","response":{"id":"r","deep":{{{new string('[', nested)}}}{{{new string(']', nested)}}} }}"""), EventCatalog.Unknown, depth, out _);

        Read(nested: 8, depth: 9).Should().BeTrue();
        FluentActions.Invoking(() => Read(nested: 8, depth: 5)).Should().Throw<ResponseProtocolException>().WithMessage("*MaxJsonDepth*");
        Read(nested: 8, depth: 9).Should().BeTrue();
    }

    [Fact]
    public void Members_of_the_last_of_two_responses_in_one_event_are_its_own()
    {
        var data = """{"type":"response.completed","response":{"id":"a","status":"failed"},"response":{"number":1,"status":"completed","id":"b"}}"""u8.ToArray();

        EventFields.TryRead(data, EventCatalog.Unknown, 64, out var fields).Should().BeTrue();

        var members = new JsonMembers(fields.Body.Of(data), EventIndex.Current.Body.Items);
        Encoding.UTF8.GetString(members.Value("id"u8)).Should().Be("\"b\"");
        members.Count.Should().Be(3);
    }

    /// <summary>A response that comes again, some of it with another value, and one member more or less.</summary>
    private static string Lifecycle(Random random, int more) =>
        $$$"""
        {"type":"response.created","response":{"id":"r{{{random.Next(20) / 19}}}", "created_at":1{{{new string('0', random.Next(2))}}},"temperature":1.0,"error":null{{{(more == 0 ? "" : ",\"completed_at\":12")}}},
        "tools":[{"name":"f","n":-0.5e1,"strict":true}], "text":"a \u00e9\n","output":[{{{random.Next(2)}}}],"usage":{"n":{ "m":[]}},"store":false,"n":0} }
        """;

    /// <summary>A delta whose number and text vary, and seldom its item; the number before the rest or after it.</summary>
    private static string Delta(Random random, int shape)
    {
        var id = $"msg_{random.Next(20) / 19}";
        var text = new string('x', random.Next(4));
        return shape switch
        {
            0 => Wire.Numbered(random.Next(200), Wire.Text(random.Next(12), text, 0, id)),
            1 => $$"""{"type":"response.output_text.delta","sequence_number":{{random.Next(2000)}},"item_id":"{{id}}","output_index":0,"content_index":0,"delta":"{{text}}","logprobs":[],"error":null}""",
            2 => $$""" { "sequence_number" : {{random.Next(200)}} , "delta":"{{text}}", "item_id":"{{id}}" ,"logprobs":[{"token":"t","logprob":-{{random.Next(3)}}.5}],"type":"response.refusal.delta","output_index":{{random.Next(3)}} } """,
            _ => $$"""{"n":{{random.Next(3) * 10}},"delta":{"stdout":"{{text}}"},"type":"response.shell_call_output_content.delta","error":{"n":{{random.Next(2)}}},"output_index":1}""",
        };
    }

    private static void AssertFields(byte[] bytes, in EventFields fields)
    {
        var json = JsonElement.Parse(bytes);
        AssertSlice(bytes, fields.Delta, json, "delta");
        AssertSlice(bytes, fields.Type, json, "type");
        AssertSlice(bytes, fields.ItemId, json, "item_id");
        AssertSlice(bytes, fields.Logprobs, json, "logprobs");
        AssertSlice(bytes, fields.Error, json, "error");
        var number = json.TryGetProperty("sequence_number", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var n) && n >= 0 ? n : -1;
        fields.SequenceNumber.Should().Be(number);
        var index = json.TryGetProperty("output_index", out value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var m) && m >= 0 ? m : -1;
        fields.OutputIndex.Should().Be(index);
    }

    private static void AssertSlice(byte[] bytes, Slice slice, JsonElement json, string name)
    {
        if (json.TryGetProperty(name, out var value))
        {
            Encoding.UTF8.GetString(slice.JsonOf(bytes)).Should().Be(value.GetRawText());
        }
        else
        {
            slice.Token.Should().Be(JsonTokenType.None);
        }
    }

    private static byte[] Mutate(byte[] bytes, Random random, int changes)
    {
        var list = bytes.ToList();
        for (var i = 0; i < changes && list.Count > 0; i++)
        {
            var at = random.Next(list.Count);
            var other = (byte)Others[random.Next(Others.Length)];
            switch (random.Next(3))
            {
                case 0:
                    list[at] = other;
                    break;
                case 1:
                    list.Insert(random.Next(list.Count + 1), other);
                    break;
                default:
                    list.RemoveAt(at);
                    break;
            }
        }

        return [.. list];
    }

    private static bool IsObject(byte[] bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (reader.Read())
            {
            }

            return isObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

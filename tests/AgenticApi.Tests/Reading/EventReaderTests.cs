using System.Text;
using System.Text.Json;
using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi.Tests.Reading;

/// <summary>
/// Compares the scanner of events with the framework's reader. Both must accept the same bytes and find the same members.
/// </summary>
public class EventReaderTests
{
    private const string Others = "{}[]\",:\\ ue0-1.tfn\t\u0001a;'/";

    private readonly EventReader _reader = new(64);

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

            var isRead = TryRead(_reader, bytes, out var fields);

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
    public void Event_like_the_last_one_is_read_like_a_first_event()
    {
        var random = new Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            // The same form several times, and then another one.
            var text = Mutate(Encoding.UTF8.GetBytes(Delta(random, (i / 50) % 4)), random, random.Next(5) / 4);

            var isRead = TryRead(_reader, text, out var fields);

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
        TryRead(_reader, Encoding.UTF8.GetBytes(Wire.Text(0, "b") + "x"), out _).Should().BeFalse();

        EventFields Read(string json) => TryRead(_reader, Encoding.UTF8.GetBytes(json), out var fields) ? fields : default;
    }

    [Fact]
    public void Response_like_a_known_one_is_checked_like_a_first_one()
    {
        var random = new Random(5);
        var valid = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var reader = new EventReader(8) { KnownResponse = Known(Lifecycle(random, random.Next(2))) };
            var next = Mutate(Encoding.UTF8.GetBytes(Lifecycle(random, random.Next(2))), random, i % 3);

            var fields = default(EventFields);
            var isRead = reader.TryRead(new EventFrame(default, next, isBody: false), new JsonMember[EventReader.Room], ref fields, out var read);

            isRead.Should().Be(IsObject(next), "of {0}", Encoding.UTF8.GetString(next));
            if (isRead && read.Fields.Payload.IsObject)
            {
                valid++;
                var found = new JsonMembers(read.Fields.Payload.Of(read.Data), new JsonMember[JsonMembers.Room].AsSpan());
                read.Payload.Items.ToArray().Should().Equal(found.Items.ToArray(), "of {0}", Encoding.UTF8.GetString(next));
            }
        }

        valid.Should().BeGreaterThan(20_000);
    }

    [Fact]
    public void Known_items_are_checked_like_unknown_ones()
    {
        var random = new Random(6);
        var valid = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var items = Enumerable.Range(0, random.Next(1, 4)).Select(n => $$"""{"id":"i{{n}}","content":{{Nested(random.Next(1, 9))}},"n":{{random.Next(3)}} }""").ToArray();
            var reader = new EventReader(8) { KnownItems = new KnownItems([.. items.Select(Encoding.UTF8.GetBytes)]) };
            var array = $"[ {string.Join(" , ", items.Select(item => random.Next(8) == 0 ? item.Replace("\"n\":0", "\"n\":01", StringComparison.Ordinal) : item))} ]";
            var next = Mutate(Encoding.UTF8.GetBytes($$"""{"type":"response.completed","response":{"id":"r","output":{{array}},"status":"completed"} }"""), random, i % 2);
            var frame = new EventFrame(default, next, isBody: false);
            var (fields, plainFields) = (default(EventFields), default(EventFields));

            var isRead = TryRead(reader, frame, ref fields, out var read);
            var isReadPlainly = TryRead(new EventReader(8), frame, ref plainFields, out var plain);

            isRead.Should().Be(isReadPlainly, "of {0}", Encoding.UTF8.GetString(next));
            (isRead == true).Should().Be(IsObject(next) && isReadPlainly is not null, "of {0}", Encoding.UTF8.GetString(next));
            if (isRead == true)
            {
                valid++;
                read.Payload.Items.ToArray().Should().Equal(plain.Payload.Items.ToArray());
                read.Items.Items.ToArray().Should().Equal(new JsonMembers(read.Items.Json, new JsonMember[JsonMembers.Room].AsSpan()).Items.ToArray(), "of {0}", Encoding.UTF8.GetString(next));
            }
        }

        valid.Should().BeGreaterThan(10_000);

        static string Nested(int depth) => new string('[', depth) + new string(']', depth);

        // Null if it nests too deep.
        static bool? TryRead(EventReader reader, EventFrame frame, ref EventFields fields, out ReadEvent read)
        {
            try
            {
                return reader.TryRead(frame, new JsonMember[EventReader.Room], ref fields, out read);
            }
            catch (ResponseProtocolException)
            {
                read = default;
                return null;
            }
        }
    }

    [Fact]
    public void Response_with_the_maximum_depth_is_read()
    {
        static bool Read(int nested, int depth) => TryRead(
            new EventReader(depth),
            Encoding.UTF8.GetBytes($$$"""{"type":"response.created","response":{"id":"r","deep":{{{new string('[', nested)}}}{{{new string(']', nested)}}} }}"""),
            out _);

        Read(nested: 8, depth: 9).Should().BeTrue();
        FluentActions.Invoking(() => Read(nested: 8, depth: 5)).Should().Throw<ResponseProtocolException>().WithMessage("*MaxJsonDepth*");
        Read(nested: 510, depth: 512).Should().BeTrue();
    }

    [Fact]
    public void Payload_is_the_last_member_with_the_name_in_the_row()
    {
        Payload("""{"type":"response.completed","response":{"id":"a","status":"failed"},"response":{"number":1,"id":"b"}}""").Should().Be("""{"number":1,"id":"b"}""");
        Payload("""{"type":"response.completed","response":{"id":"a"},"item":{"id":"b"},"part":null}""").Should().Be("""{"id":"a"}""");
        Payload("""{"item":{"id":"a"},"response":{"id":"r"},"type":"response.output_item.done"}""").Should().Be("""{"id":"a"}""");
        Payload("""{"type":"response.output_item.done","item":null,"part":{"id":"p"}}""").Should().Be("");
        Payload("""{"type":"response.output_text.done","text":"a","arguments":null,"refusal":{}}""").Should().Be("\"a\"");
        Payload("""{"object":"response","output":[],"response":{"id":"r"}}""").Should().Be("""{"object":"response","output":[],"response":{"id":"r"}}""");
        Payload("""{"type":"response.completed","object":"response","id":"r","response":null}""").Should().Be("""{"type":"response.completed","object":"response","id":"r","response":null}""");

        static string Payload(string json)
        {
            var data = Encoding.UTF8.GetBytes(json);
            var fields = default(EventFields);
            new EventReader(64).TryRead(new EventFrame(default, data, isBody: false), new JsonMember[EventReader.Room], ref fields, out var read).Should().BeTrue();
            var payload = read.Fields.Payload;
            if (payload.IsObject)
            {
                read.Payload.Items.ToArray().Should().Equal(new JsonMembers(payload.Of(data), new JsonMember[JsonMembers.Room].AsSpan()).Items.ToArray());
            }

            return payload.HasValue ? Encoding.UTF8.GetString(payload.JsonOf(data)) : "";
        }
    }

    [Fact]
    public void Event_named_by_its_frame_alone_is_not_taken_for_the_type_of_the_one_before()
    {
        Read("response.output_text.delta").Should().Be("response.output_text.delta");
        Read("response.refusal.delta").Should().Be("response.refusal.delta");
        Read("").Should().Be("");

        string Read(string name)
        {
            var frame = new EventFrame(Encoding.UTF8.GetBytes(name), """{"item_id":"m","output_index":0,"content_index":0,"delta":"a"}"""u8, isBody: false);
            var fields = default(EventFields);
            _reader.TryRead(frame, new JsonMember[EventReader.Room], ref fields, out var read).Should().BeTrue();
            return read.Fields.Row.Type;
        }
    }

    private static bool TryRead(EventReader reader, byte[] bytes, out EventFields fields)
    {
        bytes = bytes.AsSpan().Trim(" \t\r\n"u8).ToArray();
        fields = default;
        if (reader.TryReadWithTemplate(bytes))
        {
            fields = reader.TemplateFields;
            return true;
        }

        return reader.TryRead(new EventFrame(default, bytes, isBody: false), new JsonMember[EventReader.Room], ref fields, out _);
    }

    private static KnownObject Known(string json)
    {
        var data = Encoding.UTF8.GetBytes(json);
        var fields = default(EventFields);
        new EventReader(8).TryRead(new EventFrame(default, data, isBody: false), new JsonMember[EventReader.Room], ref fields, out var read).Should().BeTrue();
        return new KnownObject(read.Payload.Json.ToArray(), read.Payload.Items);
    }

    /// <summary>Returns a response with some changed values, and one member more or less.</summary>
    private static string Lifecycle(Random random, int more) =>
        $$$"""
        {"type":"response.created","response":{"id":"r{{{random.Next(20) / 19}}}", "created_at":1{{{new string('0', random.Next(2))}}},"temperature":1.0,"error":null{{{(more == 0 ? "" : ",\"completed_at\":12")}}},
        "tools":[{"name":"f","n":-0.5e1,"strict":true}], "text":"a \u00e9\n","output":[{{{random.Next(2)}}}],"usage":{"n":{ "m":[]}},"store":false,"n":0} }
        """;

    /// <summary>Returns a delta whose number and text vary, and rarely its item. The number is first or last.</summary>
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
        bytes = bytes.AsSpan().Trim(" \t\r\n"u8).ToArray();
        var json = JsonElement.Parse(bytes);
        if (fields.Row.Payload == WireMember.Delta)
        {
            AssertSlice(bytes, fields.Payload, json, "delta");
        }

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

    private sealed class KnownItems(byte[][] items) : IKnownItems
    {
        public int Count => items.Length;

        public ReadOnlySpan<byte> JsonOf(int index) => items[index];
    }
}

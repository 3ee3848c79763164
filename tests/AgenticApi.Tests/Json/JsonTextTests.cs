using System.Text;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Tests.Json;

/// <summary>Texts with invalid characters, and objects with many or repeated members.</summary>
public class JsonTextTests
{
    [Theory]
    [InlineData(@"\ud83d", @"\ufffd")]
    [InlineData(@"\ude00", @"\ufffd")]
    [InlineData(@"\ud83d\ude00", null)]
    [InlineData(@"\ud83d\ude00\ud83d", @"\ud83d\ude00\ufffd")]
    [InlineData(@"\ud83d\ude00\ude00\ud83d\ude00", @"\ud83d\ude00\ufffd\ud83d\ude00")]
    [InlineData(@"\ud83d\ud83d\ude00", @"\ufffd\ud83d\ude00")]
    [InlineData(@"\\ud83d", null)]
    [InlineData(@"\n\ud83d\n", @"\n\ufffd\n")]
    [InlineData(@"\u0041\ud83d", @"\u0041\ufffd")]
    [InlineData("plain", null)]
    public void Half_of_a_surrogate_pair_is_replaced_and_a_complete_pair_is_kept(string text, string? expected)
    {
        var mended = JsonMend.Text(Encoding.UTF8.GetBytes(text));
        (mended is null ? null : Encoding.UTF8.GetString(mended)).Should().Be(expected);
    }

    [Theory]
    [InlineData(@"{""\ud83d"":1}", "{\"\uFFFD\":1}")]
    [InlineData(@"{""\ud83dx"":1}", "{\"\uFFFDx\":1}")]
    [InlineData(@"{""x\ud83d"":1}", "{\"x\uFFFD\":1}")]
    public void Name_with_half_of_a_surrogate_pair_is_written_with_a_replacement(string json, string expected) =>
        JsonText.ToText(JsonElement.Parse(json), indented: false).Should().Be(expected);

    [Theory]
    [InlineData(3)]
    [InlineData(70)]
    [InlineData(200)]
    public void Member_that_occurs_twice_in_an_object_has_its_last_value(int members)
    {
        var others = string.Concat(Enumerable.Range(0, members).Select(i => $"\"n{i}\":{i},"));
        var item = $$"""{"type":"web_search_call","id":"w",{{others}}"status":"in_progress","a":1,"st\u0061tus":"completed","\u0061":2}""";

        var result = Fold.Events(Wire.Created, Wire.Added(0, """{"type":"web_search_call","id":"w","status":"in_progress"}"""), Wire.Done(0, item));

        var json = result.Response.Output.Single().Json;
        json.EnumerateObject().Select(member => member.Name).Should().OnlyHaveUniqueItems().And.HaveCount(members + 4);
        (json.GetProperty("status").GetString(), json.GetProperty("a").GetInt32(), json.GetProperty("n" + (members - 1)).GetInt32()).Should().Be(("completed", 2, members - 1));
        result.Deviations.Select(d => d.Kind).Should().Contain(DeviationKind.DuplicateFields);
    }

    [Fact]
    public void Response_of_very_many_members_is_joined_member_by_member()
    {
        static string Response(string type, int from) =>
            $$$"""{"type":"response.{{{type}}}","response":{"id":"r","object":"response","status":"{{{type}}}",{{{string.Concat(Enumerable.Range(from, 100).Select(i => $"\"n{i}\":{i + from},"))}}}"output":[]}}""";
        var json = Fold.Events(Response("created", 0), Response("completed", 50)).Response.Json;
        json.EnumerateObject().Count(member => member.Name[0] == 'n').Should().Be(150);
        (json.GetProperty("n0").GetInt32(), json.GetProperty("n99").GetInt32(), json.GetProperty("n149").GetInt32()).Should().Be((0, 149, 199));
    }
}

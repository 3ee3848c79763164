using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Serving.Tests.Parsing.Json;

/// <summary>JSON that is copied while it comes.</summary>
public class JsonRelayTests
{
    [Theory]
    [InlineData("""{"a" : [1, -2.5e3, true, null, "x\n\u00e9\"\/"], "b":{}} rest""", """{"a" : [1, -2.5e3, true, null, "x\n\u00e9\"\/"], "b":{}}""")]
    [InlineData("""  "text" , """, "\"text\"")]
    [InlineData("12,", "12")]
    [InlineData("""{'a': 'it\'s "quoted"', 'b': True, 'c': None, 'd': (False,)}""", """{"a": "it's \"quoted\"", "b": true, "c": null, "d": [false]}""")]
    [InlineData("""{"a": "it's",}""", """{"a": "it's"}""")]
    [InlineData("""{"a": 1 , }""", """{"a": 1 }""")]
    [InlineData("{\"a\": \"line\nbreak\t\u0001\"}", """{"a": "line\nbreak\t\u0001"}""")]
    [InlineData("""{"a": "\d+ \x41 \u12 \u"}""", """{"a": "\\d+ \u0041 \\u12 \\u"}""")]
    [InlineData("{'a': 'two \\\nlines'}", """{"a": "two lines"}""")]
    [InlineData("[[]]]", "[[]]")]
    public void Value_is_copied_and_corrected(string text, string json)
    {
        foreach (var cut in (int[])[1, 2, 3, 1000])
        {
            var (passed, relay, _) = Pass(text, cut);
            passed.Should().Be(json);
            relay.IsWhole.Should().BeTrue();
            JsonDocument.Parse(passed).Dispose();
        }
    }

    [Theory]
    [InlineData("{a:1}", "{", "a:1}")]
    [InlineData("[1 2]", "[1 ", "2]")]
    [InlineData("[1,,2]", "[1,", ",2]")]
    [InlineData("{\"a\" 1}", "{\"a\" ", "1}")]
    [InlineData("{\"a\":1]", "{\"a\":1", "]")]
    [InlineData("[nope]", "[nope", "]")]
    [InlineData("<tool_call>", "", "<tool_call>")]
    public void Invalid_value_is_broken_at_the_invalid_character(string text, string passed, string rest)
    {
        foreach (var cut in (int[])[1, 2, 1000])
        {
            var result = Pass(text, cut);
            (result.Passed, text[result.Read..], result.Relay.IsBroken).Should().Be((passed, rest, true));
        }
    }

    [Theory]
    [InlineData("12", true, "12")]
    [InlineData("true", true, "true")]
    [InlineData("tru", false, "tru")]
    [InlineData("{\"a\": 1,", false, "{\"a\": 1,")]
    [InlineData("\"x\\", false, "\"x\\")]
    public void End_of_the_text_ends_only_numbers_and_words(string text, bool isWhole, string passed)
    {
        var relay = new JsonRelay();
        var output = new StringBuilder();
        relay.Begin();
        relay.Read(text, output);

        relay.End(output).Should().Be(isWhole);
        output.ToString().Should().Be(passed);
    }

    [Fact]
    public void Valid_JSON_is_unchanged_and_any_text_cut_anywhere_gives_the_same_result()
    {
        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"", "'", "\\", "u00e9", "a", " ", "\n", "1", "-", "true", "None", "\"a\"", "\"k\":", "(", ")", "é"];
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), plan =>
        {
            var text = string.Concat(plan.Select(piece => pieces[(uint)piece % pieces.Length]));
            var whole = Pass(text, 1000);
            var cut = Pass(text, 1);
            (cut.Passed, cut.Read, cut.Relay.IsWhole, cut.Relay.IsBroken).Should().Be((whole.Passed, whole.Read, whole.Relay.IsWhole, whole.Relay.IsBroken));
            if (IsJson(text))
            {
                whole.Passed.Should().Be(text.Trim());
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(12));
    }

    private static (string Passed, JsonRelay Relay, int Read) Pass(string text, int size)
    {
        var relay = new JsonRelay();
        var output = new StringBuilder();
        relay.Begin();
        var read = 0;
        foreach (var piece in text.Chunk(size))
        {
            var length = relay.Read(piece, output);
            read += length;
            if (length < piece.Length)
            {
                break;
            }
        }

        if (read == text.Length)
        {
            relay.End(output);
        }

        return (output.ToString(), relay, read);
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

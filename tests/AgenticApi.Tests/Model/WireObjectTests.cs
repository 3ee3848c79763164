using System.Text;
using System.Text.Json;

namespace AgenticApi.Tests.Model;

/// <summary>The properties of a model class for JSON that differs from the protocol.</summary>
public class WireObjectTests
{
    [Theory]
    [InlineData("""{"id":5}""", "")]
    [InlineData("""{"id":null}""", "")]
    [InlineData("""{"id":["r"]}""", "")]
    [InlineData("""{"\u0069d":"r"}""", "r")]
    [InlineData("""{"\u0069\u0064":"r"}""", "r")]
    [InlineData("""{"i\u0064":"r"}""", "r")]
    [InlineData("""{"\u0069d\ud800":"x","id\u0000":"x","\u0069":"x","\/d":"x"}""", "")]
    [InlineData("""{"id":"first","id":"last"}""", "last")]
    [InlineData("""{"id":"first","\u0069d":"last"}""", "last")]
    [InlineData("""{"\u0069d":"first","id":"last"}""", "last")]
    [InlineData("""{"id":"r","id":5}""", "")]
    [InlineData("""{"id":"r","\ud800":1}""", "r")]
    [InlineData("""{"id":"\ud83d\ude00\n\"\\\/\t\b\f\r"}""", "\ud83d\ude00\n\"\\/\t\b\f\r")]
    [InlineData("{\"id\":\"a\xffz\"}", "a\ufffdz")]
    [InlineData("{\"id\":\"\xe2\x82\xac\\u20ac\xe2\x82\\n\"}", "\u20ac\u20ac\ufffd\n")]
    public void String_of_any_form_reads_as_expected(string json, string id) => Response(json).Id.Should().Be(id);

    [Fact]
    public void Half_a_surrogate_pair_is_kept()
    {
        Response("""{"id":"a\ud800z"}""").Id.Should().Be("a\ud800z");
        Response("""{"id":"\udc00\ud83d"}""").Id.Should().Be("\udc00\ud83d");
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("-62135596800", -62135596800000L)]
    [InlineData("253402300799", 253402300799000L)]
    [InlineData("1700000000.5", 1700000000500L)]
    [InlineData("253402300800", null)]
    [InlineData("-62135596801", null)]
    [InlineData("1e999", null)]
    [InlineData("-1e999", null)]
    [InlineData("\"NaN\"", null)]
    public void Time_out_of_range_reads_as_absent(string json, long? milliseconds) =>
        (Response($$"""{"created_at":{{json}}}""").CreatedAt?.ToUnixTimeMilliseconds()).Should().Be(milliseconds);

    [Theory]
    [InlineData("16", 16L, 16.0)]
    [InlineData("1.5", null, 1.5)]
    [InlineData("1e2", null, 100.0)]
    [InlineData("9223372036854775808", null, 9223372036854775808.0)]
    [InlineData("1e999", null, null)]
    [InlineData("1e99999999999", null, null)]
    [InlineData("\"16\"", null, null)]
    public void Number_past_the_range_of_its_type_reads_as_absent(string json, long? whole, double? number)
    {
        var response = Response($$"""{"max_output_tokens":{{json}},"temperature":{{json}}}""");

        (response.MaxOutputTokens, response.Temperature).Should().Be((whole, number));
    }

    [Fact]
    public void List_with_values_of_other_types_keeps_its_length()
    {
        var response = Response("""{"output":[1,"x",null,{"type":"shell_call","action":{"commands":["ls",5,null]}},[]]}""");

        response.Output.Select(item => item.GetType().Name).Should().Equal("UnknownItem", "UnknownItem", "UnknownItem", "ShellCallItem", "UnknownItem");
        ((ShellCallItem)response.Output[3]).Action!.Commands.Should().Equal("ls", "", "");
        response.OutputText.Should().BeEmpty();
        Response("""{"output":{"0":{}}}""").Output.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"code":"c","message":"m","param":"p","type":"t"}""", "c")]
    [InlineData("""{"c\u006fde":"c","\u006dessage":"m","par\u0061m":"p","\u0074\u0079\u0070\u0065":"t"}""", "c")]
    [InlineData("""{"\u0063ode":429,"message":"m","param":"p","type":"t","\ud800":0}""", "429")]
    [InlineData("""{"code":"x","code":1e999,"message":"m","param":"p","type":"t"}""", "1e999")]
    [InlineData("""{"code":{},"message":"m","param":"p","type":"t"}""", null)]
    public void Error_in_any_form_is_found(string json, string? code)
    {
        var error = Response($$"""{"\u0065rror":{{json}}}""").Error!;

        (error.Code, error.Message, error.Param, error.Type).Should().Be((code, "m", "p", "t"));
    }

    [Fact]
    public void Usage_with_wrong_types_counts_0()
    {
        var usage = Response("""{"usage":{"input_tokens":"5","input_tokens_details":[],"output_tokens_details":{"\ud800":1,"reasoning_\u0074okens":7}}}""").Usage!;

        (usage.InputTokens, usage.OutputTokens, usage.CachedTokens, usage.ReasoningTokens).Should().Be((0L, 0L, 0L, 7L));
    }

    [Fact]
    public void Type_spelled_with_escapes_gives_the_class()
    {
        OutputItem.FromJson(HostileJson.Parse("""{"\u0074ype":"m\u0065ssage"}""")).Should().BeOfType<MessageItem>();
        OutputItem.FromJson(HostileJson.Parse("""{"type":"message","type":"reasoning","\ud800":1}""")).Should().BeOfType<ReasoningItem>();
        ContentPart.FromJson(HostileJson.Parse("""{"\ud800":1,"typ\u0065":"refusal"}""")).Should().BeOfType<RefusalPart>();
        OutputItem.FromJson(default).Should().BeOfType<UnknownItem>().Which.ToJson().Should().Be("null");
    }

    [Theory]
    [InlineData("""{"a":"\ud800\u0041","b":1.50,"c":[1e999,"\/"]}""", """{"a":"\ud800\u0041","b":1.50,"c":[1e999,"\/"]}""")]
    [InlineData("""{ "a" : [ ] , "b" : { } , "a" : null }""", """{"a":[],"b":{},"a":null}""")]
    [InlineData("""{"\u0061<\n":true}""", """{"a<\n":true}""")]
    [InlineData("""{"a\ud800":1}""", "{\"a\ufffd\":1}")]
    [InlineData("{\"a\xff\":\"\xff\"}", "{\"a\ufffd\":\"\ufffd\"}")]
    public void Text_keeps_values_and_order(string json, string text)
    {
        var response = Response(json);
        var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            response.WriteTo(writer);
        }

        response.ToJson().Should().Be(text);
        Encoding.UTF8.GetString(written.ToArray()).Should().Be(text);
    }

    [Fact]
    public void Reading_a_member_allocates_nothing()
    {
        var usage = Response("""{"usage":{"\ud800":1,"input_tokens":5,"\u0074otal_tokens":7}}""").Usage!;
        var total = usage.InputTokens + usage.TotalTokens;

        var before = GC.GetAllocatedBytesForCurrentThread();
        total += usage.InputTokens + usage.TotalTokens;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        (total, allocated).Should().Be((24L, 0L));
    }

    private static Response Response(string json) => new(HostileJson.Parse(json));
}

using System.Security.Cryptography;
using System.Text;
using AgenticApi.Execution;

namespace AgenticApi.Tests.Tools;

public sealed class ToolArgumentsTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData(" \r\n\t ", "{}")]
    [InlineData("{}", "{}")]
    [InlineData(" {\"a\":[1,{\"b\":null}]}\n", "{\"a\":[1,{\"b\":null}]}")]
    [InlineData("""{"a":"\ud83d\ude00"}""", """{"a":"\ud83d\ude00"}""")]
    [InlineData("""{"a":{"x":1},"b":{"x":1}}""", """{"a":{"x":1},"b":{"x":1}}""")]
    public void One_object_is_read(string arguments, string json)
    {
        ToolArguments.TryParse(arguments, out var element, out var error).Should().BeTrue();

        error.Should().BeNull();
        element.GetRawText().Should().Be(json);
    }

    [Theory]
    [InlineData("[]", "$: expected one JSON object, got an array")]
    [InlineData("[{}]", "$: expected one JSON object, got an array")]
    [InlineData("1", "$: expected one JSON object, got a number")]
    [InlineData("null", "$: expected one JSON object, got null")]
    [InlineData("true", "$: expected one JSON object, got a boolean")]
    [InlineData("\"a\"", "$: expected one JSON object, got a string")]
    [InlineData("\"{\\\"a\\\":1}\"", "$: expected one JSON object, got a string that holds JSON; give the object itself")]
    [InlineData("{} {}", "$: expected one JSON object, got more text after it")]
    [InlineData("{\"a\":1}}", "$: expected one JSON object, got more text after it")]
    [InlineData("{\"a\":", "$: expected one JSON object, got JSON that is broken or cut off in line 1, byte 6")]
    [InlineData("{\"a\":1,}", "$: expected one JSON object, got JSON that is broken or cut off in line 1, byte 8")]
    [InlineData("{\n'a':1}", "$: expected one JSON object, got JSON that is broken or cut off in line 2, byte 1")]
    [InlineData("get_weather(Rome)", "$: expected one JSON object, got JSON that is broken or cut off in line 1, byte 1")]
    [InlineData("""{"a":1,"b":2,"a":3}""", "$.a: the name occurs more than once")]
    [InlineData("""{"a":1,"\u0061":3}""", "$.a: the name occurs more than once")]
    [InlineData("""{"x":[0,{"a":{"b":1,"b":1}}]}""", "$.x[1].a.b: the name occurs more than once")]
    [InlineData("""{"x":[[],"ok","\ud83d"]}""", "$.x[2]: expected whole characters, got half a surrogate pair")]
    [InlineData("""{"x":{"\ude00":1}}""", "$.x: expected whole characters, got half a surrogate pair")]
    [InlineData("""{"a":1,"\ud83d":2}""", "$: expected whole characters, got half a surrogate pair")]
    public void What_is_not_one_object_is_an_error_of_its_own(string arguments, string error)
    {
        ToolArguments.TryParse(arguments, out _, out var said).Should().BeFalse();

        said.Should().Be(error);
    }

    [Fact]
    public void Half_a_surrogate_pair_outside_an_escape_is_an_error()
    {
        ToolArguments.TryParse("{\"x\":\"\ud83d\"}", out _, out var error).Should().BeFalse();

        error.Should().Be("$: expected one JSON object, got text with half a surrogate pair");
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void Nesting_of_sixty_four_levels_is_read_and_deeper_is_an_error(int depth, bool fits)
    {
        var arguments = "{\"a\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}";

        ToolArguments.TryParse(arguments, out _, out var error).Should().Be(fits);

        error.Should().Match(e => fits ? e == null : ((string)e).EndsWith(": is nested more than 64 levels deep"));
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData(" { } ", "{}")]
    [InlineData("""{"b":[1, 2 ],"a":{"d":null,"c":true}}""", """{"a":{"c":true,"d":null},"b":[1,2]}""")]
    [InlineData("""{"a":"\u00e9\/\u003c"}""", """{"a":"é/<"}""")]
    [InlineData("[1.0,10,1e1,0.010,-0,1E+2,-12.50]", "[1,1e1,1e1,1e-2,0,1e2,-125e-1]")]
    [InlineData("{\"a\":", "{\"a\":")]
    [InlineData("SELECT 1", "SELECT 1")]
    [InlineData("""{"a":"\ud83d"}""", """{"a":"\ud83d"}""")]
    public void Canonical_text_has_one_form_of_each_meaning(string arguments, string canonical) => ToolArguments.Canonical(arguments).Should().Be(canonical);

    [Fact]
    public void Digest_is_that_of_the_name_and_the_canonical_arguments()
    {
        var digest = ToolArguments.Digest("book", """{ "to": "Rome", "day": 1.0 }""");

        digest.Should().Be(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("book\n{\"day\":1,\"to\":\"Rome\"}"))));
        ToolArguments.Digest("book", """{"day":1,"to":"Rome"}""").Should().Be(digest);
        ToolArguments.Digest("book", """{"day":2,"to":"Rome"}""").Should().NotBe(digest);
        ToolArguments.Digest("look", """{"day":1,"to":"Rome"}""").Should().NotBe(digest);
    }
}

using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>Calls in Python.</summary>
public class PythonicToolCallBlockTests
{
    private const string Tools = """{"tools":[{"type":"function","name":"f","parameters":{"properties":{"a":{"type":"string"},"n":{"type":"integer"}}}},{"type":"function","name":"g"}]}""";

    [Theory]
    [InlineData("""[f(a="x", n=1), g()]""", """call 0:f({"a":"x","n":1})|call 1:g({})""")]
    [InlineData("""[ f ( a = 'x' , ) ]""", """call 0:f({"a":"x"})""")]
    [InlineData("""[g(a=None, b=True, c=False, d=null, e=true)]""", """call 0:g({"a":null,"b":true,"c":false,"d":null,"e":true})""")]
    [InlineData("""[g(a={'k': [1, (2, 3),], "l": {'m': 'it\'s'}})]""", """call 0:g({"a":{"k": [1, [2, 3]], "l": {"m": "it's"}}})""")]
    [InlineData("""[g(a=-3, b=+1.5, c=.5, d=1_000, e=007, f=0x1F, h=1e5, i=5., j=0)]""", """call 0:g({"a":-3,"b":1.5,"c":0.5,"d":1000,"e":7,"f":31,"h":1e5,"i":5.0,"j":0})""")]
    [InlineData("""[f(a=07001)]""", """call 0:f({"a":"07001"})""")]
    [InlineData("""[g(a='', b="", c='\x41\u00e9\n\'"', d="it's")]""", """call 0:g({"a":"","b":"","c":"\u0041\u00e9\n'\"","d":"it's"})""")]
    [InlineData("[g(a='''x\n'y' \"z\" \\' ''', b=r'\\d+', c=1)]", "call 0:g({\"a\":\"x\\n'y' \\\"z\\\" ' \",\"b\":\"\\\\d+\",\"c\":1})")]
    [InlineData("[g(a='line\nbreak')]", "call 0:g({\"a\":\"line\\nbreak\"})")]
    [InlineData("""[g(a='sed -n '1,9p' x.py', b=1)]""", """call 0:g({"a":"sed -n '1,9p' x.py","b":1})""")]
    [InlineData("""[g(a='p(s='x', '\n'))"', b=1)]""", """call 0:g({"a":"p(s='x', '\n'))\"","b":1})""")]
    [InlineData("""<|python_start|>[g(from=1)]<|python_end|>""", """call 0:g({"from":1})""")]
    [InlineData(" \n[g()]<|python_end|>\nDone.", "text: \n|call 0:g({})|text:\nDone.")]
    public void Call_in_Python_is_read(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("""a<|tool_call_start|>[f(a="x"), g()]<|tool_call_end|>b""", """text:a|call 0:f({"a":"x"})|call 1:g({})|text:b""")]
    [InlineData("""<|tool_call_start|>[h.i(x=1)]<|tool_call_end|><|tool_call_start|>[g()]<|tool_call_end|>""", """call 0:h.i({"x":1})|call 1:g({})""")]
    [InlineData("<|tool_call_start|>g(a=1)\nf(n=2)<|tool_call_end|>", """call 0:g({"a":1})|call 1:f({"n":2})""")]
    [InlineData("<|tool_call_start|>g(a=1); f(n=2)", """call 0:g({"a":1})|call 1:f({"n":2})""")]
    [InlineData("<|tool_call_start|>[g()]<|tool_call_end|><|tool_call_end|>b", "call 0:g({})|text:b")]
    [InlineData("<|tool_call_start|>[g()", "call 0:g({})")]
    [InlineData("<|tool_call_start|>[g(a='x')", """call 0:g({"a":"x"})""")]
    [InlineData("a<|tool_call_start|>[ ]<|tool_call_end|>b", "text:ab")]
    [InlineData("<|tool_call_start|>[g()]<|tool_call", "call 0:g({})")]
    [InlineData("<|tool_call_start|>[g()<|tool_call_end|>b", "call 0:g({})|text:b")]
    [InlineData("[g()]", "text:[g()]")]
    [InlineData("""<|tool_call_start|>[f(a="[g()]<|tool_call_end|>")]<|tool_call_end|>b""", """call 0:f({"a":"[g()]<|tool_call_end|>"})|text:b""")]
    [InlineData("""<|tool_call_start|>[{"name": "g"}]<|tool_call_end|>""", """text:<|tool_call_start|>[{"name": "g"}]<|tool_call_end|>""")]
    public void Other_required_tags_are_read(string text, string expected) => ModelTextParserTests.Check(() => [Lfm()], text, expected, Options());

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("[x](https://example.org)")]
    [InlineData("[h(a=1)] is no tool.")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("[f]")]
    [InlineData("Call [g()].")]
    public void Text_that_only_begins_like_a_call_is_text(string text) => Check(text, "text:" + text);

    [Theory]
    [InlineData("[h(a=1)]", "call 0:h({\"a\":1})")]
    [InlineData("[h()]", "call 0:h({})")]
    [InlineData("[h(x) and i(y)]", "text:[h(x) and i(y)]")]
    [InlineData("[h()](https://example.org)", "call 0:h({})|text:(https://example.org)")]
    [InlineData("[sin(x)]", "text:[sin(x)]")]
    [InlineData("[h", "text:[h")]
    public void Call_without_known_tools_needs_a_named_argument(string text, string expected) =>
        ModelTextParserTests.Check(() => [new PythonicToolCallBlock()], text, expected);

    [Theory]
    [InlineData("[f(a=oops)]", "call 0:f({\"a\":oops)]!")]
    [InlineData("<|python_start|>[f(\"x\")]<|python_end|>b", "call 0:f({\"x\")]!|text:b")]
    [InlineData("[g(a={1, 2})]", "call 0:g({\"a\":{1, 2})]!")]
    public void Broken_call_keeps_its_text(string text, string expected) => Check(text, expected);

    [Fact]
    public void Call_cut_anywhere_is_incomplete_and_no_tag_is_in_text_or_value()
    {
        const string Call = """<|tool_call_start|>[f(a="x", n=12, o={'b': [1, None]}, p=True)]<|tool_call_end|>""";
        for (var length = "<|tool_call_start|>".Length; length < Call.IndexOf(")]", StringComparison.Ordinal) + 1; length++)
        {
            var said = Parsed.Text(new(Options(), Lfm()), "Hm." + Call[..length]);

            said[0].Should().Be("text:Hm.");
            said.Should().HaveCount(2).And.Subject.Last().Should().StartWith("call 0:").And.EndWith("…").And.NotContain("<");
        }
    }

    [Theory]
    [InlineData("[g(a=1), f", "call 0:g({\"a\":1})|call 1:(…")]
    [InlineData("[f(a='g('x')", "call 0:f({\"a\":\"g('x')…")]
    [InlineData("[f(a='g('x', y", "call 0:f({\"a\":\"g('x', y…")]
    [InlineData("[f(a='x', n", "call 0:f({\"a\":\"x\"…")]
    [InlineData("[f(n=12", "call 0:f({\"n\":12…")]
    [InlineData("[f", "call 0:(…")]
    public void Call_without_a_tag_that_is_cut_off_is_incomplete(string text, string expected) => Check(text, expected);

    [Fact]
    public void Calls_without_tools_stay_text() =>
        ModelTextParserTests.Check(() => [new PythonicToolCallBlock()], "[g()]", "text:[g()]", new() { Request = JsonElement.Parse("{}") });

    [Fact]
    public void Calls_without_a_tag_after_reasoning_are_read() =>
        ModelTextParserTests.Check(() => [new ThinkBlock(), new PythonicToolCallBlock()], "<think>Hm.</think>\n\n[g()]", "reasoning:Hm.|call 0:g({})", Options());

    private static PythonicToolCallBlock Lfm() => new() { OpeningTag = "<|tool_call_start|>", ClosingTag = "<|tool_call_end|>", NeedsTag = true };

    private static void Check(string text, string expected) => ModelTextParserTests.Check(() => [new PythonicToolCallBlock()], text, expected, Options());

    private static ModelTextParserOptions Options() => new() { Request = JsonElement.Parse(Tools) };
}

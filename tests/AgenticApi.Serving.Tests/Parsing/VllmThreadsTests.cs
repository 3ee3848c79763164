using System.Text;
using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>The symptoms that users of vLLM reported about streamed calls in the Responses API, tested for two formats of calls.</summary>
public class VllmThreadsTests
{
    private const string Request = """
        {"model":"m","tools":[{"type":"function","name":"look","parameters":{"properties":{"city":{"type":"string"}}}},
                              {"type":"function","name":"time","parameters":{"properties":{}}}]}
        """;

    public static TheoryData<string, string, string> Formats => new()
    {
        {
            "hermes",
            "<tool_call>\n{\"name\": \"look\", \"arguments\": {\"city\":\"Oslo\"}}\n</tool_call>",
            "<tool_call>\n{\"name\": \"time\", \"arguments\": {}}\n</tool_call>"
        },
        {
            "xml",
            "<tool_call>\n<function=look>\n<parameter=city>\nOslo\n</parameter>\n</function>\n</tool_call>",
            "<tool_call>\n<function=time>\n</function>\n</tool_call>"
        },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Reasoning_and_calls_are_both_sent(string format, string look, string time)
    {
        foreach (var emitted in Emitted($"<think>\nHm.\n</think>\n\n{look}\n{time}", format))
        {
            emitted.Items.Should().Equal("reasoning:Hm.", "look({\"city\":\"Oslo\"})", "time({})");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Call_without_text_is_sent(string format, string look, string time)
    {
        foreach (var emitted in Emitted(look, format))
        {
            emitted.Items.Should().Equal("look({\"city\":\"Oslo\"})");
            emitted.Types.First(type => type.StartsWith("output_item", StringComparison.Ordinal)).Should().Be("output_item.added");
        }

        Emitted(time, format).Should().OnlyContain(emitted => emitted.Items.Single() == "time({})");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Several_calls_are_sent_in_order_with_separate_events(string format, string look, string time)
    {
        foreach (var emitted in Emitted($"{look}\n{time}\n{look}", format))
        {
            emitted.Items.Should().Equal("look({\"city\":\"Oslo\"})", "time({})", "look({\"city\":\"Oslo\"})");
            emitted.Events.OfType<OutputItemDoneEvent>().Select(e => e.OutputIndex).Should().Equal(0, 1, 2);
            emitted.Response.FunctionCalls.Select(call => call.CallId).Should().OnlyHaveUniqueItems();
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Argument_deltas_are_sent_while_the_model_writes(string format, string look, string time)
    {
        var parser = Parser();
        var emitter = new ResponseEventEmitter(Emit.Options(Request));
        var cut = look.IndexOf("Oslo", StringComparison.Ordinal) + 2;

        Arguments(look[..cut]).Should().Be("{\"city\":\"Os", format);
        Arguments(look[cut..]).Should().Be("lo\"}", format);
        Arguments(time).Should().Be("{}", format);

        string Arguments(string text) => string.Concat(
            text.SelectMany(c => parser.Parse(c.ToString())).SelectMany(emitter.Add).OfType<FunctionCallArgumentsDeltaEvent>().Select(e => e.Delta));
    }

    [Fact]
    public void Late_name_is_in_the_first_event_of_its_item()
    {
        foreach (var emitted in Emitted("""<tool_call>{"arguments": {"city":"Oslo"}, "name": "look"}</tool_call>""", "late"))
        {
            emitted.Types.Skip(2).First().Should().Be("output_item.added");
            emitted.Events.OfType<OutputItemAddedEvent>().Single().Item.Should().BeOfType<FunctionCallItem>().Which.Name.Should().Be("look");
            emitted.Items.Should().Equal("look({\"city\":\"Oslo\"})");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Arguments_are_always_sent_completely(string format, string look, string time)
    {
        foreach (var emitted in Emitted($"{look}\n{time}", format))
        {
            foreach (var done in emitted.Events.OfType<FunctionCallArgumentsDoneEvent>())
            {
                string.Concat(emitted.Events.OfType<FunctionCallArgumentsDeltaEvent>().Where(e => e.ItemId == done.ItemId).Select(e => e.Delta)).Should().Be(done.Arguments).And.NotBeEmpty();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Text_is_closed_before_a_call_opens(string format, string look, string time)
    {
        foreach (var emitted in Emitted($"I look.\n\n{look}\nAnd the time.\n{time}", format))
        {
            emitted.Items.Should().Equal("text:I look.", "look({\"city\":\"Oslo\"})", "text:And the time.", "time({})");
            string[] types = [.. emitted.Types.Where(type => type.StartsWith("output_item", StringComparison.Ordinal))];
            types.Should().Equal(Enumerable.Repeat((string[])["output_item.added", "output_item.done"], 4).SelectMany(pair => pair));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Tags_are_never_text(string format, string look, string time)
    {
        var text = $"<think>\nHm.\n</think>\n\nI look.\n\n{look}\n{time}\nDone.";
        foreach (var emitted in Emitted(text, format))
        {
            emitted.Events.OfType<OutputTextDeltaEvent>().Should().NotContain(e => e.Delta!.Contains('<'));
            emitted.Events.OfType<FunctionCallArgumentsDeltaEvent>().Should().NotContain(e => e.Delta!.Contains('<'));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Ids_are_the_same_in_the_stream_and_at_its_end(string format, string look, string time)
    {
        foreach (var emitted in Emitted($"<think>Hm.</think>{look}{time}", format))
        {
            var last = ((ResponseTerminalEvent)emitted.Events[^1]).Response!.Output;
            emitted.Events.OfType<OutputItemAddedEvent>().Select(e => e.Item!.Id).Should().Equal(last.Select(item => item.Id));
            emitted.Events.OfType<OutputItemAddedEvent>().Select(e => (e.Item as FunctionCallItem)?.CallId).Should().Equal(last.Select(item => (item as FunctionCallItem)?.CallId));
        }
    }

    [Fact]
    public void Call_that_breaks_before_the_next_call_is_incomplete()
    {
        var chunks = new StringBuilder();
        foreach (var delta in (string[])
            [
                """{"tool_calls":[{"index":0,"id":"a","function":{"name":"look","arguments":"{\"location\":\"Par"}}]}""",
                """{"tool_calls":[{"index":1,"id":"b","function":{"name":"time","arguments":"{}"}}]}""",
            ])
        {
            chunks.Append($$"""data: {"choices":[{"index":0,"delta":{{delta}}}]}""").Append("\n\n");
        }

        chunks.Append("""data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""").Append("\n\ndata: [DONE]\n\n");
        var deltas = ChatCompletionReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(chunks.ToString()))).ToBlockingEnumerable();

        var emitted = Emit.All(deltas, null);

        emitted.Response.FunctionCalls.Select(call => call.Status).Should().Equal("incomplete", "completed");
        emitted.Response.IncompleteDetails!.Reason.Should().Be("incomplete_tool_call");
    }

    private static ModelTextParser Parser() => new(
        new ModelTextParserOptions { Request = JsonElement.Parse(Request) }, new ThinkBlock(), new HermesToolCallBlock(), new XmlToolCallBlock());

    /// <summary>Emits a text in one piece, character by character, and in random pieces.</summary>
    private static IEnumerable<Emission> Emitted(string text, string format)
    {
        format.Should().NotBeEmpty();
        IEnumerable<string>[] cuts = [[text], Parsed.ByCharacter(text), Parsed.AtRandom(text, 1), Parsed.AtRandom(text, 2)];
        return cuts.Select(pieces => Emit.All(Parsed.Deltas(Parser(), pieces), Emit.Options(Request)));
    }
}

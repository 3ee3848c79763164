using System.Text.Json;
using AgenticApi.Execution;

namespace AgenticApi.Tests.Tools;

public sealed class ToolOutputsTests
{
    [Fact]
    public void Text_answers_a_function_call() => ToolOutputs.ToItem(false, "call_1", ToolOutput.FromText("20 °C \"sunny\"")).Should()
        .BeOfType<FunctionCallOutputItem>().Which.Json.GetRawText()
        .Should().Be("""{"type":"function_call_output","call_id":"call_1","output":"20 °C \"sunny\""}""");

    [Fact]
    public void Parts_answer_a_custom_call_as_they_are()
    {
        var parts = JsonElement.Parse("""[{"type":"input_text","text":"\ud83d 1.0"}]""");

        ToolOutputs.ToItem(true, "call_1", ToolOutput.FromParts(parts)).Should().BeOfType<CustomToolCallOutputItem>().Which.Json.GetRawText()
            .Should().Be("""{"type":"custom_tool_call_output","call_id":"call_1","output":[{"type":"input_text","text":"\ud83d 1.0"}]}""");
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_text_becomes_a_replacement_character() =>
        ToolOutputs.ToItem(false, "call_1", ToolOutput.FromText("a\ud83d")).Json.GetProperty("output").GetString().Should().Be("a\ufffd");

    [Fact]
    public void Text_within_the_bound_stays_as_it_is()
    {
        var output = ToolOutput.FromText(new string('x', 100));

        ToolOutputs.Shorten(output, 100).Should().BeSameAs(output);
    }

    [Fact]
    public void Longer_text_keeps_head_and_tail_and_says_what_is_missing()
    {
        var text = string.Concat(Enumerable.Range(0, 1000).Select(i => (char)('a' + (i % 26))));

        var shorter = ToolOutputs.Shorten(ToolOutput.FromError(text), 200);

        shorter.IsError.Should().BeTrue();
        shorter.Text!.Length.Should().BeInRange(190, 200);
        var lines = shorter.Text.Split('\n');
        lines.Should().HaveCount(3);
        lines[1].Should().Be($"[… {1000 - lines[0].Length - lines[2].Length} characters left out …]");
        text.Should().StartWith(lines[0]).And.EndWith(lines[2]);
        lines[0].Length.Should().BeCloseTo(lines[2].Length, 1);
    }

    [Fact]
    public void Longer_text_is_never_cut_inside_a_surrogate_pair()
    {
        for (var before = 0; before < 4; before++)
        {
            for (var max = 100; max < 104; max++)
            {
                var text = new string('x', before) + string.Concat(Enumerable.Repeat("😀", 200));
                var shorter = ToolOutputs.Shorten(ToolOutput.FromText(text), max).Text!;

                shorter.Length.Should().BeLessThanOrEqualTo(max);
                shorter.EnumerateRunes().Should().NotContain(System.Text.Rune.ReplacementChar);
                shorter.Should().Contain($"[… {text.Length - shorter.Split('\n')[0].Length - shorter.Split('\n')[2].Length} characters left out …]");
            }
        }
    }

    [Fact]
    public void Parts_are_never_shortened()
    {
        var output = ToolOutput.FromParts(JsonElement.Parse($$"""[{"type":"input_text","text":"{{new string('x', 1000)}}"}]"""));

        ToolOutputs.Shorten(output, 100).Should().BeSameAs(output);
    }

    public static TheoryData<Exception, bool, string, string> Failures => new()
    {
        { new ToolException("No seat is \"free\"."), false, "tool_failed", "No seat is \"free\"." },
        { new ToolException(), false, "tool_failed", "The tool failed." },
        { new AggregateException(new ToolException("No.")), false, "tool_failed", "No." },
        { new InvalidOperationException("secret"), false, "tool_failed", "The tool failed." },
        { new InvalidOperationException("secret"), true, "tool_failed", "secret" },
        { new TimeoutException("secret"), false, "timeout", "The tool took too long." },
        { new TimeoutException("more"), true, "timeout", "more" },
        { new TaskCanceledException("secret", new TimeoutException()), false, "timeout", "The tool took too long." },
        { new OperationCanceledException("secret"), false, "cancelled", "The call was cancelled." },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Exception_tells_the_model_what_is_meant_for_it(Exception exception, bool detailed, string type, string message)
    {
        var output = ToolOutputs.FromException(exception, detailed);

        output.IsError.Should().BeTrue();
        var error = JsonElement.Parse(output.Text!).GetProperty("error");
        error.GetProperty("type").GetString().Should().Be(type);
        error.GetProperty("message").GetString().Should().Be(message);
    }
}

using System.Text.Json;
using AgenticApi.Execution.Tests.Rules;

namespace AgenticApi.Execution.Tests.Tools;

/// <summary>A tool that is invoked outside of a run.</summary>
public class ToolInvokeTests
{
    private static readonly ToolCall Call = new(new CallKey("run", 0, 0), "call_1", "look", """{"city":"Bergen"}""");

    [Fact]
    public async Task Handler_gets_the_arguments_and_the_call_and_its_output_is_returned()
    {
        var output = await Look((arguments, call, _) => Text($"{arguments.GetProperty("city")} {call.CallId} {call.Key}")).InvokeAsync(Call);

        output.Text.Should().Be("Bergen call_1 run/0/0");
        output.IsError.Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"city":1}""", "$.city")]
    [InlineData("""{"city":""", "one JSON object")]
    public async Task Arguments_that_do_not_fit_give_an_error_output_without_running_the_handler(string arguments, string error)
    {
        var output = await Look((_, _, _) => throw new InvalidOperationException("ran")).InvokeAsync(Call with { Arguments = arguments });

        output.IsError.Should().BeTrue();
        output.Text.Should().Contain("invalid_arguments").And.Contain(error);
    }

    [Fact]
    public async Task Arguments_that_are_repaired_reach_the_handler_and_its_call()
    {
        var tool = Look((arguments, call, _) => Text($"{arguments.GetProperty("city")} {call.Arguments}")) with { Repair = (_, _) => """{"city":"Rome"}""" };

        (await tool.InvokeAsync(Call with { Arguments = "{}" })).Text.Should().Be("""Rome {"city":"Rome"}""");
    }

    [Fact]
    public async Task Refusal_gives_an_error_output_with_its_reason()
    {
        var tool = Look((_, _, _) => throw new InvalidOperationException("ran")) with { Approve = _ => Approval.Refuse("Not Bergen.") };

        var output = await tool.InvokeAsync(Call);

        output.IsError.Should().BeTrue();
        output.Text.Should().Contain("refused").And.Contain("Not Bergen.");
    }

    [Theory]
    [InlineData("""{"city":"Rome"}""", "Rome")]
    [InlineData("""{"city":1}""", "invalid_arguments")]
    public async Task Arguments_of_an_approval_are_validated_and_replace_those_of_the_call(string arguments, string expected)
    {
        var tool = Look((given, _, _) => Text(given.GetProperty("city").GetString()!)) with { Approve = _ => Approval.RunWith(JsonElement.Parse(arguments)) };

        (await tool.InvokeAsync(Call)).Text.Should().Contain(expected);
    }

    [Fact]
    public async Task Approval_that_asks_counts_as_approved() =>
        (await (Look((_, _, _) => Text("ran")) with { Approve = _ => Approval.Ask }).InvokeAsync(Call)).Text.Should().Be("ran");

    [Fact]
    public async Task Tool_exception_gives_an_error_output_and_any_other_exception_is_thrown()
    {
        (await Look((_, _, _) => throw new ToolException("Try Rome.")).InvokeAsync(Call)).Text.Should().Contain("Try Rome.");

        await Look((_, _, _) => throw new InvalidOperationException("broken")).Invoking(tool => tool.InvokeAsync(Call)).Should().ThrowAsync<InvalidOperationException>().WithMessage("broken");
    }

    [Fact]
    public async Task Handler_that_exceeds_its_timeout_is_cancelled_and_throws()
    {
        var cancelled = new TaskCompletionSource();
        var tool = Look(async (_, _, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct).ContinueWith(_ => cancelled.SetResult(), TaskScheduler.Default);
            return ToolOutput.FromText("");
        }) with
        { Timeout = TimeSpan.FromMilliseconds(20) };

        await tool.Invoking(t => t.InvokeAsync(Call)).Should().ThrowAsync<TimeoutException>();
        await cancelled.Task.InTime();
    }

    [Fact]
    public async Task Token_cancels_the_handler()
    {
        using var stop = new CancellationTokenSource();
        var tool = Look(async (_, _, ct) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, ct);
            return ToolOutput.FromText("");
        });

        await tool.Invoking(t => t.InvokeAsync(Call, stop.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Long_output_is_shortened() =>
        (await (Look((_, _, _) => Text(new string('x', 1000))) with { MaxOutputChars = 100 }).InvokeAsync(Call)).Text!.Length.Should().BeLessThanOrEqualTo(100);

    [Fact]
    public async Task Tool_without_a_handler_and_null_are_refused()
    {
        await Tool.FromDeclaration(JsonElement.Parse("""{"type":"function","name":"look"}"""u8)).Invoking(tool => tool.InvokeAsync(Call)).Should().ThrowAsync<InvalidOperationException>().WithMessage("*look*WithHandler*");
        await Look((_, _, _) => Text("")).Invoking(tool => tool.InvokeAsync(null!)).Should().ThrowAsync<ArgumentNullException>();
    }

    private static Tool Look(Func<JsonElement, ToolCall, CancellationToken, Task<ToolOutput>> handler) =>
        Tool.FromSchema("look", "Looks.", JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""u8), handler);

    private static Task<ToolOutput> Text(string text) => Task.FromResult(ToolOutput.FromText(text));
}

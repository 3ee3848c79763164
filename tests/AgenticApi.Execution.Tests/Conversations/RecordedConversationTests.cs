using AgenticApi.Cassettes;
using AgenticApi.Execution.Tests.Rules;
using Xunit.Abstractions;

namespace AgenticApi.Execution.Tests.Conversations;

/// <summary>The loop makes of recorded conversations what was recorded: the same calls, the same requests, the same answers.</summary>
public class RecordedConversationTests(ITestOutputHelper log)
{
    private const string Trivial = "one turn without calls";
    private const string Linear = "a conversation neither branches nor begins anew";

    [Theory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    [InlineData(Continuation.Conversation)]
    public Task Cassettes_are_led_through_as_recorded(Continuation continuation) => LeadAsync(
        Repository.Cassettes,
        continuation,
        [
            "background-resumed-inside-streaming: t2 is a GET",
            "background-resumed-streaming: t2 is a GET",
            .. Ended("errored-blocking", "errored-streaming", "none"),
            .. Ended("failed-blocking", "failed-streaming", "failed"),
            .. Ended("incomplete-blocking", "incomplete-streaming", "incomplete"),
            .. Ended("quota-error-streaming", null, "failed"),
            .. Ended("truncated-streaming", null, "none"),
        ],
        [$"store-off-blocking: {Linear}", $"store-off-streaming: {Linear}", $"story-branch-gpt-oss-blocking: {Linear}", $"story-branch-openai-blocking: {Linear}"]);

    [RecordingsTheory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    [InlineData(Continuation.Conversation)]
    public Task Recordings_of_real_servers_are_led_through_as_recorded(Continuation continuation) => LeadAsync(
        Repository.Recordings!,
        continuation,
        [.. Ended("openai-error.1", null, "failed")],
        [$"openai_responses_tool_calls_branch: {Linear}", $"resp-no-store-gpt-4o-nonstreaming: {Linear}", $"responses_tool_calls_branch: {Linear}"]);

    private static IEnumerable<string> Ended(string name, string? other, string how) =>
        new[] { name, other }.OfType<string>().Select(cassette => $"{cassette}: t1 ended {how}, and what a loop asks for then was not recorded");

    private async Task LeadAsync(string folder, Continuation continuation, IEnumerable<string> neverLed, IEnumerable<string> notOneConversation)
    {
        var notLed = new List<string>();
        var (conversations, turns, calls) = (0, 0, 0);
        var failures = new List<string>();
        foreach (var file in Cassette.Find(folder))
        {
            var recording = new RecordedConversation(Cassette.Load(file));
            if (recording.Obstacle(continuation) is { } obstacle)
            {
                notLed.Add($"{recording.Name}: {obstacle}");
                continue;
            }

            using var lead = new ConversationLead(recording, continuation);
            try
            {
                await lead.RunAsync().InTime();
                (conversations, turns, calls) = (conversations + 1, turns + recording.Turns.Count, calls + lead.Calls);
            }
            catch (Exception e)
            {
                failures.Add($"{recording.Name}: {e.Message}");
            }
        }

        log.WriteLine($"{continuation}: {conversations} conversations, {turns} turns and {calls} calls were led through.");
        log.WriteLine($"Not led through:\n{string.Join('\n', notLed)}");
        failures.Should().BeEmpty();
        notLed.Where(line => !line.EndsWith(Trivial, StringComparison.Ordinal)).Should().BeEquivalentTo([.. neverLed, .. continuation == Continuation.Conversation ? notOneConversation : []]);
        conversations.Should().BeGreaterThan(20);
    }
}

using System.Text.Json.Nodes;

namespace AgenticApi.Tests.Recordings;

/// <summary>Properties of every turn of the project's own cassettes.</summary>
public class OwnCassetteTests
{
    public static TheoryData<string, int> AllTurns => Turns.Own(_ => true);

    [Theory]
    [MemberData(nameof(AllTurns))]
    public void Turn_folded_is_as_approved(string file, int turn)
    {
        var result = Turns.Get(file, turn).Response.Accumulate();

        var approved = new JsonObject
        {
            ["ending"] = result.Ending.ToString(),
            ["deviations"] = new JsonArray([.. result.Deviations.Select(d => JsonValue.Create($"{d.Severity} {d.Kind} {d.EventType} {d.OutputIndex}".Trim()))]),
            ["response"] = JsonAssert.Node(result.Response),
        };
        Snapshot.Match(
            approved.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
            $"{Path.GetFileNameWithoutExtension(file)}_{turn}");
    }

    [Theory]
    [InlineData("text", 1)]
    [InlineData("two-turns", 2)]
    [InlineData("story-that-job", 4)]
    [InlineData("tool-choice-named", 1)]
    [InlineData("tool-choice-none", 1)]
    [InlineData("failed", 1)]
    [InlineData("incomplete", 1)]
    [InlineData("refusal", 1)]
    public void Same_answer_streaming_and_blocking_gives_equal_responses(string name, int turn)
    {
        var streaming = Turns.Get($"{name}-streaming.yaml", turn).Response.Accumulate();
        var blocking = Turns.Get($"{name}-blocking.yaml", turn).Response.Accumulate();

        streaming.Ending.Should().Be(blocking.Ending);
        // The two answers were made separately, so their ids differ. Nothing else may differ.
        JsonAssert.ShouldEqual(WithoutIds(JsonAssert.Node(streaming.Response)), WithoutIds(JsonAssert.Node(blocking.Response)));
    }

    [Theory]
    [InlineData("tool-choice-none-streaming.yaml")]
    [InlineData("tool-choice-none-blocking.yaml")]
    [InlineData("text-streaming.yaml")]
    [InlineData("text-blocking.yaml")]
    public void Text_alone_or_choice_none_yields_no_call(string file)
    {
        var response = Turns.Get(file, 1).Response.Accumulate().Response;

        response.FunctionCalls.Should().BeEmpty();
        response.OutputText.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("tool-choice-named-streaming.yaml", "get_time")]
    [InlineData("tool-choice-named-blocking.yaml", "get_time")]
    [InlineData("tool-choice-auto-streaming.yaml", "get_weather,get_time")]
    [InlineData("tool-choice-auto-blocking.yaml", "get_weather,get_time")]
    [InlineData("tool-choice-required-streaming.yaml", "get_weather,get_weather")]
    [InlineData("tool-choice-required-blocking.yaml", "get_weather,get_weather")]
    public void Tool_choice_yields_exactly_the_calls_that_it_should(string file, string names)
    {
        var response = Turns.Get(file, 1).Response.Accumulate().Response;

        response.FunctionCalls.Select(call => call.Name).Should().Equal(names.Split(','));
        response.FunctionCalls.Select(call => JsonNode.Parse(call.Arguments)!["city"]!.ToString()).Should().OnlyContain(city => city == "Oslo" || city == "Bergen");
        response.FunctionCalls.Select(call => call.CallId).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("reasoning-vllm-streaming.yaml", "Seventeen times three: 51.", "\n\n17 × 3 = 51.")]
    [InlineData("reasoning-vllm-blocking.yaml", "Seventeen times three: 51.", "\n\n17 × 3 = 51.")]
    [InlineData("reasoning-gpt-oss-streaming.yaml", "The user asks about a kettle. I cannot see it.", "I cannot see your kettle.")]
    [InlineData("reasoning-gpt-oss-blocking.yaml", "The user asks about a kettle. I cannot see it.", "I cannot see your kettle.")]
    public void Reasoning_is_not_in_the_output_text(string file, string reasoning, string text)
    {
        var response = Turns.Get(file, 1).Response.Accumulate().Response;

        response.OutputText.Should().Be(text);
        response.Output.OfType<ReasoningItem>().Should().ContainSingle().Which.ReasoningText.Should().Be(reasoning);
    }

    [Theory]
    [InlineData("story-that-job-streaming.yaml")]
    [InlineData("story-that-job-blocking.yaml")]
    public void Job_of_the_last_turn_is_the_job_of_the_first(string file)
    {
        var turns = Turns.Load(file).Turns;
        var responses = turns.Select(turn => turn.Response.Accumulate().Response).ToList();

        turns[3].Request.Body.GetRawText().Should().Contain("that job").And.NotContain("render-517");
        responses[3].FunctionCalls.Should().ContainSingle().Which.Arguments.Should().Contain("render-517").And.Contain("48");
        responses.Skip(1).Select(response => response.PreviousResponseId).Should().Equal(responses.SkipLast(1).Select(response => response.Id));
        turns[1].Request.Body.GetRawText().Should().Contain(responses[0].FunctionCalls.Single().CallId);
    }

    private static JsonNode WithoutIds(JsonNode node)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var name in (string[])["id", "call_id", "previous_response_id"])
                {
                    o.Remove(name);
                }

                foreach (var (_, value) in o.Where(m => m.Value is not null))
                {
                    WithoutIds(value!);
                }

                break;
            case JsonArray a:
                foreach (var value in a.Where(v => v is not null))
                {
                    WithoutIds(value!);
                }

                break;
        }

        return node;
    }
}

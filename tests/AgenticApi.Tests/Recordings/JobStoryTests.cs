using System.Text.Json;

namespace AgenticApi.Tests.Recordings;

/// <summary>One story recorded from two servers: job-382 fails, and several turns look into it.</summary>
public class JobStoryTests
{

    [RecordingsTheory]
    [InlineData("openai_responses_tool_calls_3turn", "get_job_status,get_error_logs,search_runbook")]
    [InlineData("openai_responses_tool_calls_3turn_streaming", "get_job_status,get_error_logs,web_search")]
    [InlineData("openai_responses_tool_calls_5turn", "get_job_status,get_error_logs,search_runbook,run_analysis,restart_job")]
    [InlineData("openai_responses_tool_calls_branch", "get_job_status,get_error_logs,search_runbook")]
    [InlineData("openai_responses_tool_calls_parallel", "get_job_status+web_search,search_runbook,restart_job")]
    [InlineData("openai_responses_tool_calls_tool_output_only", "get_job_status,,search_runbook")]
    [InlineData("responses_tool_calls_3turn", "get_job_status,get_error_logs,search_runbook")]
    [InlineData("responses_tool_calls_3turn_streaming", "get_job_status,get_error_logs,web_search")]
    [InlineData("responses_tool_calls_5turn", "get_job_status,get_error_logs,search_runbook,run_analysis,restart_job")]
    [InlineData("responses_tool_calls_branch", "get_job_status,get_error_logs,search_runbook")]
    [InlineData("responses_tool_calls_parallel", "get_job_status,search_runbook,restart_job")]
    [InlineData("responses_tool_calls_tool_output_only", "get_job_status,,search_runbook")]
    public void Story_calls_the_tools_in_order_with_arguments_about_the_job(string file, string tools)
    {
        var responses = Turns.Load($"agentic-api/{file}.yaml").Turns.Select(turn => turn.Response.Accumulate()).ToList();

        responses.Should().OnlyContain(result => result.Ending == Ending.Completed);
        responses.Select(result => string.Join('+', result.Response.FunctionCalls.Select(call => call.Name))).Should().Equal(tools.Split(','));
        foreach (var call in responses.SelectMany(result => result.Response.FunctionCalls))
        {
            AssertArguments(call);
        }
    }

    [RecordingsTheory]
    [InlineData("openai_responses_tool_calls_3turn", "function_call")]
    [InlineData("openai_responses_tool_calls_3turn_streaming", "function_call")]
    [InlineData("responses_tool_calls_3turn", "reasoning,function_call")]
    [InlineData("responses_tool_calls_3turn_streaming", "reasoning,function_call")]
    public void Story_has_the_items_of_its_server_in_every_turn(string file, string kinds)
    {
        foreach (var turn in Turns.Load($"agentic-api/{file}.yaml").Turns)
        {
            turn.Response.Accumulate().Response.Output.Select(item => item.Type).Should().Equal(kinds.Split(','));
        }
    }

    [RecordingsTheory]
    [InlineData("openai_responses_tool_calls_tool_output_only")]
    [InlineData("responses_tool_calls_tool_output_only")]
    public void Turn_with_only_tool_outputs_is_answered_with_text(string file)
    {
        var response = Turns.Get($"agentic-api/{file}.yaml", 2).Response.Accumulate().Response;

        response.OutputText.Should().NotBeNullOrWhiteSpace();
        response.FunctionCalls.Should().BeEmpty();
    }

    [RecordingsTheory]
    [InlineData("openai_responses_tool_calls_3turn_streaming")]
    [InlineData("responses_tool_calls_3turn_streaming")]
    public void Follow_up_turn_answers_the_call_id_of_the_folded_response(string file)
    {
        var turns = Turns.Load($"agentic-api/{file}.yaml").Turns;
        for (var i = 1; i < turns.Count; i++)
        {
            var before = turns[i - 1].Response.Accumulate().Response;
            turns[i].Request.Body.GetRawText().Should().Contain(before.FunctionCalls.Single().CallId).And.Contain(before.Id);
        }
    }

    [RecordingsFact]
    public void Gpt_4o_streams_are_accepted_strictly()
    {
        string[] files = ["openai_responses_tool_calls_3turn_streaming", "resp-single-gpt-4o-streaming", "resp-two-turn-gpt-4o-streaming", "codex-openai-websocket-function-tool-gpt-4o-streaming"];
        foreach (var turn in files.SelectMany(file => Turns.Load($"agentic-api/{file}.yaml").Turns))
        {
            turn.Response.Accumulate(new() { Strict = true }).Deviations.Should().BeEmpty();
        }
    }

    private static void AssertArguments(FunctionCallItem call)
    {
        var arguments = JsonDocument.Parse(call.Arguments).RootElement;
        switch (call.Name)
        {
            case "get_job_status" or "get_error_logs" or "restart_job":
                arguments.GetProperty("job_id").GetString().Should().Be("job-382");
                break;
            default:
                arguments.ValueKind.Should().Be(JsonValueKind.Object);
                break;
        }

        if (call.Name == "restart_job")
        {
            arguments.GetProperty("memory_override_gb").GetInt32().Should().Be(64);
        }
    }
}

namespace AgenticApi.Tests.Model;

/// <summary>The typed properties of the items: each reads its member on the wire.</summary>
public class ItemTests
{
    [Fact]
    public void Message_has_role_phase_and_content()
    {
        var item = Item<MessageItem>("""{"type":"message","id":"m","status":"completed","role":"assistant","phase":"commentary","content":[{"type":"output_text","text":"a"},{"type":"refusal","refusal":"no"},{"type":"novel"}]}""");

        (item.Id, item.Status, item.Role, item.Phase, item.OutputText).Should().Be(("m", "completed", "assistant", "commentary", "a"));
        item.Content.Select(part => part.GetType().Name).Should().Equal(nameof(OutputTextPart), nameof(RefusalPart), nameof(UnknownPart));
    }

    [Fact]
    public void Calls_of_the_client_have_call_id_name_and_payload()
    {
        var function = Item<FunctionCallItem>("""{"type":"function_call","call_id":"c","name":"n","namespace":"s","arguments":"{}"}""");
        var custom = Item<CustomToolCallItem>("""{"type":"custom_tool_call","call_id":"c","name":"n","namespace":"s","input":"i"}""");
        var computer = Item<ComputerCallItem>("""{"type":"computer_call","call_id":"c","action":{"type":"click"},"actions":[{"type":"wait"}],"pending_safety_checks":[{"id":"i","code":"k","message":"m"}]}""");
        var patch = Item<ApplyPatchCallItem>("""{"type":"apply_patch_call","call_id":"c","operation":{"type":"update_file","path":"p","diff":"d"}}""");
        var shell = Item<ShellCallItem>("""{"type":"shell_call","call_id":"c","action":{"commands":["ls"],"timeout_ms":1,"max_output_length":2},"environment":{"type":"local"}}""");
        var local = Item<LocalShellCallItem>("""{"type":"local_shell_call","call_id":"c","action":{"command":["ls"]}}""");

        (function.CallId, function.Name, function.Namespace, function.Arguments).Should().Be(("c", "n", "s", "{}"));
        (custom.CallId, custom.Name, custom.Namespace, custom.Input).Should().Be(("c", "n", "s", "i"));
        (computer.CallId, computer.Action.GetProperty("type").GetString(), computer.Actions.Count).Should().Be(("c", "click", 1));
        computer.PendingSafetyChecks.Should().ContainSingle().Which.Should().Match<SafetyCheck>(check => check.Id == "i" && check.Code == "k" && check.Message == "m");
        (patch.CallId, patch.Operation!.Type, patch.Operation.Path, patch.Operation.Diff).Should().Be(("c", "update_file", "p", "d"));
        (shell.CallId, shell.Action!.Commands.Single(), shell.Action.TimeoutMs, shell.Action.MaxOutputLength).Should().Be(("c", "ls", 1L, 2L));
        shell.Environment.GetProperty("type").GetString().Should().Be("local");
        (local.CallId, local.Action.GetProperty("command")[0].GetString()).Should().Be(("c", "ls"));
    }

    [Fact]
    public void Answers_have_the_call_that_they_answer_and_their_output()
    {
        var function = Item<FunctionCallOutputItem>("""{"type":"function_call_output","call_id":"c","name":"n","output":"o"}""");
        var custom = Item<CustomToolCallOutputItem>("""{"type":"custom_tool_call_output","call_id":"c","output":[{"type":"input_text"}]}""");
        var computer = Item<ComputerCallOutputItem>("""{"type":"computer_call_output","call_id":"c","output":{"type":"computer_screenshot"},"acknowledged_safety_checks":[{"id":"i"}]}""");
        var local = Item<LocalShellCallOutputItem>("""{"type":"local_shell_call_output","id":"i","output":"o"}""");
        var shell = Item<ShellCallOutputItem>("""{"type":"shell_call_output","call_id":"c","max_output_length":9,"output":[{"stdout":"a","stderr":"b","outcome":{"type":"exit","exit_code":3}},{"outcome":{"type":"timeout"}}]}""");
        var patch = Item<ApplyPatchCallOutputItem>("""{"type":"apply_patch_call_output","call_id":"c","output":"o"}""");

        (function.CallId, function.Name, function.Output.GetString()).Should().Be(("c", "n", "o"));
        (custom.CallId, custom.Output.GetArrayLength()).Should().Be(("c", 1));
        (computer.CallId, computer.Output.GetProperty("type").GetString(), computer.AcknowledgedSafetyChecks.Count).Should().Be(("c", "computer_screenshot", 1));
        (local.CallId, local.Output).Should().Be((null, "o"));
        (shell.CallId, shell.MaxOutputLength, shell.Output[0].Stdout, shell.Output[0].Stderr, shell.Output[0].Outcome!.ExitCode).Should().Be(("c", 9L, "a", "b", 3L));
        (shell.Output[1].Stdout, shell.Output[1].Outcome!.Type, shell.Output[1].Outcome!.ExitCode).Should().Be(("", "timeout", null));
        (patch.CallId, patch.Output).Should().Be(("c", "o"));
    }

    [Fact]
    public void Hosted_tool_items_have_their_fields()
    {
        var files = Item<FileSearchCallItem>("""{"type":"file_search_call","queries":["q"],"results":[{"file_id":"f","filename":"n","text":"t","score":0.5,"attributes":{"a":1}}]}""");
        var search = Item<WebSearchCallItem>("""{"type":"web_search_call","action":{"type":"search","query":"q","queries":["q","r"],"sources":[{"url":"u"}]}}""");
        var find = Item<WebSearchCallItem>("""{"type":"web_search_call","action":{"type":"find_in_page","url":"u","pattern":"p"}}""");
        var code = Item<CodeInterpreterCallItem>("""{"type":"code_interpreter_call","container_id":"k","code":"1","outputs":[{"type":"logs","logs":"l"},{"type":"image","url":"u"}]}""");
        var image = Item<ImageGenerationCallItem>("""{"type":"image_generation_call","result":"AA==","revised_prompt":"r","output_format":"png","size":"1x1","quality":"low","background":"opaque"}""");

        (files.Queries.Single(), files.Results.Single().FileId, files.Results[0].Filename, files.Results[0].Text, files.Results[0].Score).Should().Be(("q", "f", "n", "t", 0.5));
        files.Results[0].Attributes.GetProperty("a").GetInt32().Should().Be(1);
        (search.Action!.Type, search.Action.Query, search.Action.Queries.Count, search.Action.Sources.Count, search.Action.Url).Should().Be(("search", "q", 2, 1, null));
        (find.Action!.Url, find.Action.Pattern).Should().Be(("u", "p"));
        (code.ContainerId, code.Code, code.Outputs[0].Type, code.Outputs[0].Logs, code.Outputs[1].Url).Should().Be(("k", "1", "logs", "l", "u"));
        (image.Result, image.RevisedPrompt, image.OutputFormat, image.Size, image.Quality, image.Background).Should().Be(("AA==", "r", "png", "1x1", "low", "opaque"));
    }

    [Fact]
    public void Mcp_items_have_server_tool_and_outcome()
    {
        var list = Item<McpListToolsItem>("""{"type":"mcp_list_tools","server_label":"s","tools":[{"name":"n","description":"d","input_schema":{"type":"object"}}],"error":null}""");
        var call = Item<McpCallItem>("""{"type":"mcp_call","server_label":"s","name":"n","arguments":"{}","output":"o","error":"e","approval_request_id":"r"}""");
        var request = Item<McpApprovalRequestItem>("""{"type":"mcp_approval_request","server_label":"s","name":"n","arguments":"{}"}""");
        var response = Item<McpApprovalResponseItem>("""{"type":"mcp_approval_response","approval_request_id":"r","approve":false,"reason":"no"}""");
        var gateway = Item<McpToolCallItem>("""{"type":"mcp_tool_call","server":"s","tool":"t","arguments":{"a":1},"result":{"b":2},"error":"e"}""");

        (list.ServerLabel, list.Tools.Single().Name, list.Tools[0].Description, list.Tools[0].InputSchema.GetRawText()).Should().Be(("s", "n", "d", """{"type":"object"}"""));
        (call.ServerLabel, call.Name, call.Arguments, call.Output, call.Error.GetString(), call.ApprovalRequestId).Should().Be(("s", "n", "{}", "o", "e", "r"));
        (request.ServerLabel, request.Name, request.Arguments).Should().Be(("s", "n", "{}"));
        (response.ApprovalRequestId, response.Approve, response.Reason).Should().Be(("r", false, "no"));
        (gateway.Server, gateway.Tool, gateway.Arguments.GetRawText(), gateway.Result.GetRawText(), gateway.Error).Should().Be(("s", "t", """{"a":1}""", """{"b":2}""", "e"));
    }

    [Fact]
    public void Tool_search_programs_compaction_and_agents_have_their_fields()
    {
        var search = Item<ToolSearchCallItem>("""{"type":"tool_search_call","call_id":null,"execution":"server","arguments":{"q":1}}""");
        var found = Item<ToolSearchOutputItem>("""{"type":"tool_search_output","call_id":"c","execution":"client","tools":[{}]}""");
        var more = Item<AdditionalToolsItem>("""{"type":"additional_tools","role":"developer","tools":[{},{}]}""");
        var program = Item<ProgramItem>("""{"type":"program","call_id":"c","code":"1","fingerprint":"f"}""");
        var result = Item<ProgramOutputItem>("""{"type":"program_output","call_id":"c","result":"r"}""");
        var compaction = Item<CompactionItem>("""{"type":"compaction","encrypted_content":"e"}""");
        var message = Item<AgentMessageItem>("""{"type":"agent_message","author":"a","recipient":"b","content":[{"type":"output_text","text":"t"}]}""");
        var call = Item<MultiAgentCallItem>("""{"type":"multi_agent_call","call_id":"c","action":"spawn_agent","arguments":"{}"}""");
        var answer = Item<MultiAgentCallOutputItem>("""{"type":"multi_agent_call_output","call_id":"c","action":"spawn_agent","output":[{"type":"output_text"}]}""");

        (search.CallId, search.Execution, search.Arguments.GetRawText()).Should().Be((null, "server", """{"q":1}"""));
        (found.CallId, found.Execution, found.Tools.Count).Should().Be(("c", "client", 1));
        (more.Role, more.Tools.Count).Should().Be(("developer", 2));
        (program.CallId, program.Code, program.Fingerprint).Should().Be(("c", "1", "f"));
        (result.CallId, result.Result).Should().Be(("c", "r"));
        compaction.EncryptedContent.Should().Be("e");
        (message.Author, message.Recipient, message.Content.Count).Should().Be(("a", "b", 1));
        (call.CallId, call.Action, call.Arguments).Should().Be(("c", "spawn_agent", "{}"));
        (answer.CallId, answer.Action, answer.Output.Count).Should().Be(("c", "spawn_agent", 1));
    }

    [Fact]
    public void Field_of_a_wrong_type_reads_as_absent_and_is_written_back()
    {
        const string json = """{"type":"function_call","call_id":7,"name":null,"arguments":{"a":1},"status":[]}""";
        var call = Item<FunctionCallItem>(json);

        (call.CallId, call.Name, call.Arguments, call.Status).Should().Be(("", "", "", null));
        call.ToJson().Should().Be(json);
    }

    [Fact]
    public void Response_has_its_fields()
    {
        var response = ResponseAccumulator.FromJson(
            """{"id":"r","object":"response","status":"incomplete","model":"m","created_at":1.5,"completed_at":2,"previous_response_id":"p","instructions":"i","background":true,"parallel_tool_calls":false,"max_output_tokens":16,"temperature":0.5,"top_p":1,"service_tier":"default","incomplete_details":{"reason":"max_output_tokens"},"error":{"code":"c","message":"m"},"usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3,"input_tokens_details":{"cached_tokens":4},"output_tokens_details":{"reasoning_tokens":5}},"output":[]}""").Response;

        (response.Id, response.Status, response.Model, response.PreviousResponseId, response.Instructions, response.ServiceTier).Should().Be(("r", "incomplete", "m", "p", "i", "default"));
        (response.CreatedAt!.Value.ToUnixTimeMilliseconds(), response.CompletedAt!.Value.ToUnixTimeSeconds()).Should().Be((1500, 2));
        (response.Background, response.ParallelToolCalls, response.MaxOutputTokens, response.Temperature, response.TopP).Should().Be((true, false, 16L, 0.5, 1.0));
        (response.IncompleteDetails!.Reason, response.Error!.Code, response.Error.Message).Should().Be(("max_output_tokens", "c", "m"));
        (response.Usage!.InputTokens, response.Usage.OutputTokens, response.Usage.TotalTokens, response.Usage.CachedTokens, response.Usage.ReasoningTokens).Should().Be((1L, 2L, 3L, 4L, 5L));
    }

    [Fact]
    public void Objects_are_equal_exactly_if_their_json_is()
    {
        Item<CompactionItem>("""{"type":"compaction","id":"a","encrypted_content":"e"}""").Should().Be(Item<CompactionItem>("""{"encrypted_content":"\u0065","id":"a","type":"compaction"}"""));
        Item<CompactionItem>("""{"type":"compaction","id":"a"}""").Should().NotBe(Item<CompactionItem>("""{"type":"compaction","id":"b"}"""));
        Item<CompactionItem>("""{"type":"compaction","id":"a"}""").GetHashCode().Should().Be(Item<CompactionItem>("""{"id":"a","type":"compaction"}""").GetHashCode());
    }

    private static T Item<T>(string json)
        where T : OutputItem =>
        OutputItem.FromJson(System.Text.Json.JsonElement.Parse(json)).Should().BeOfType<T>().Subject;
}

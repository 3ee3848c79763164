using System.Text.Json.Nodes;

namespace AgenticApi.Serving.Tests.Properties;

/// <summary>A valid request whose history has any items.</summary>
internal sealed class GeneratedRequest
{
    private static readonly string[] Plain =
    [
        """{"role":"user","content":"hi"}""",
        """{"type":"message","role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_image","image_url":"u","detail":"low"}]}""",
        """{"role":"user","content":[{"type":"input_file","filename":"a","file_data":"d"},{"type":"input_audio","input_audio":{"data":"d","format":"wav"}}]}""",
        """{"role":"developer","content":"rules"}""",
        """{"role":"system","content":[{"type":"input_text","text":"more rules"}]}""",
        """{"role":"assistant","content":[{"type":"output_text","text":"so","annotations":[]},{"type":"refusal","refusal":"no"}]}""",
        """{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}],"content":[{"type":"reasoning_text","text":"hmm"}]}""",
        """{"type":"reasoning","summary":[],"encrypted_content":"sealed"}""",
        """{"type":"web_search_call","status":"completed","action":{"type":"search","query":"q","queries":["q"]}}""",
        """{"type":"file_search_call","queries":["q"],"results":[{"filename":"a","text":"t"}]}""",
        """{"type":"code_interpreter_call","code":"1","outputs":[{"type":"logs","logs":"1"}]}""",
        """{"type":"mcp_call","server_label":"s","name":"f","arguments":"{}","output":"x"}""",
        """{"type":"mcp_approval_response","approval_request_id":"a","approve":true}""",
        """{"type":"compaction","encrypted_content":"sealed"}""",
        """{"type":"additional_tools","tools":[{"type":"namespace","name":"n","tools":[{"type":"custom","name":"c"}]}]}""",
        """{"type":"function_call","call_id":"cut","name":"f","arguments":"{\"a","status":"incomplete"}""",
    ];

    private static readonly (string Call, string Output)[] Calls =
    [
        ("""{"type":"function_call","call_id":"ID","name":"f","arguments":"{\"x\":1}"}""", """{"type":"function_call_output","call_id":"ID","output":"x"}"""),
        ("""{"type":"function_call","call_id":"ID","name":"g","namespace":"n","arguments":""}""", """{"type":"function_call_output","call_id":"ID","output":[{"type":"input_text","text":"x"}]}"""),
        ("""{"type":"custom_tool_call","call_id":"ID","name":"c","input":"text"}""", """{"type":"custom_tool_call_output","call_id":"ID","output":"x"}"""),
        ("""{"type":"local_shell_call","id":"ID","action":{"command":["ls"]}}""", """{"type":"local_shell_call_output","id":"ID","output":"x"}"""),
        ("""{"type":"shell_call","call_id":"ID","action":{"commands":["ls"]}}""", """{"type":"shell_call_output","call_id":"ID","output":[{"stdout":"s"}]}"""),
        ("""{"type":"apply_patch_call","call_id":"ID","operation":{"type":"delete_file"}}""", """{"type":"apply_patch_call_output","call_id":"ID","status":"completed"}"""),
        ("""{"type":"computer_call","call_id":"ID","action":{"type":"wait"}}""", """{"type":"computer_call_output","call_id":"ID","output":{"image_url":"u"}}"""),
    ];

    private static readonly string[] Settings =
    [
        """{"instructions":"be brief"}""", """{"instructions":[{"role":"developer","content":"be brief"}]}""", """{"temperature":0.5,"top_p":1,"seed":7,"stop":["a"]}""",
        """{"metadata":{"a":"b"},"store":false,"include":["reasoning.encrypted_content"]}""", """{"stream":true,"stream_options":{"include_obfuscation":false}}""",
        """{"reasoning":{"effort":"low","summary":"auto"},"text":{"verbosity":"low","format":{"type":"json_schema","name":"n","schema":{}}}}""",
        """{"tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"custom","name":"c","format":{"type":"grammar","syntax":"lark","definition":"a"}},{"type":"namespace","name":"n","tools":[{"type":"function","name":"g"}]}],"tool_choice":{"type":"function","name":"f"},"parallel_tool_calls":false}""",
        """{"tools":[{"type":"function","name":"f"}],"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"f"}]}}""",
    ];

    private readonly Random _random;
    private readonly List<string> _open = [];
    private readonly JsonArray _input = [];
    private bool _hasCut;

    public GeneratedRequest(int[] plan)
    {
        Seed = plan.Aggregate(17, (hash, seed) => (hash * 31) + seed);
        _random = new Random(Seed);
        for (var i = 0; i < plan.Length; i++)
        {
            Add(i);
        }

        _open.ForEach(output => _input.Add(JsonNode.Parse(output)));
        Json = new JsonObject { ["model"] = "m", ["input"] = _input };
        for (var i = _random.Next(3); i > 0; i--)
        {
            foreach (var (name, value) in JsonNode.Parse(Settings[_random.Next(Settings.Length)])!.AsObject().ToList())
            {
                Json[name] = value!.DeepClone();
            }
        }
    }

    public int Seed { get; }

    public JsonObject Json { get; }

    private void Add(int index)
    {
        switch (_random.Next(4))
        {
            case 0:
                var (call, output) = Calls[_random.Next(Calls.Length)];
                _input.Add(JsonNode.Parse(call.Replace("ID", $"call_{index}", StringComparison.Ordinal)));
                _open.Add(output.Replace("ID", $"call_{index}", StringComparison.Ordinal));
                break;
            case 1 when _open.Count > 0:
                var answered = _random.Next(_open.Count);
                _input.Add(JsonNode.Parse(_open[answered]));
                _open.RemoveAt(answered);
                break;
            default:
                var item = Plain[_random.Next(Plain.Length)];
                var isCut = item.Contains("\"cut\"", StringComparison.Ordinal);
                if (!isCut || !_hasCut)
                {
                    _input.Add(JsonNode.Parse(item));
                }

                _hasCut |= isCut;
                break;
        }
    }
}

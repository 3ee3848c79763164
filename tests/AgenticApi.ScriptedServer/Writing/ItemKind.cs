using System.Text.Json.Nodes;

namespace AgenticApi.Scripted.Writing;

/// <summary>What is peculiar to one type of item: the prefix of its id, whether it has a status and a call id, and what its skeleton lacks.</summary>
internal sealed record ItemKind(string Prefix, bool HasStatus, bool HasCallId, Action<JsonObject> Empty)
{
    private static readonly Dictionary<string, ItemKind> Kinds = new()
    {
        ["message"] = new("msg_", true, false, Set("""{"content":[]}""")),
        ["reasoning"] = new("rs_", false, false, wire => wire.Remove("content")),
        ["function_call"] = new("fc_", true, true, Set("""{"arguments":""}""")),
        ["custom_tool_call"] = new("ctc_", true, true, Set("""{"input":""}""")),
        ["apply_patch_call"] = new("apc_", true, true, Set("""{"operation":{"diff":""}}""")),
        ["shell_call"] = new("sh_", true, true, Set("""{"action":{"commands":[]}}""")),
        ["code_interpreter_call"] = new("ci_", true, false, Set("""{"code":"","outputs":[]}""")),
        ["file_search_call"] = new("fs_", true, false, Set("""{"queries":[],"results":null}""")),
        ["web_search_call"] = new("ws_", true, false, wire => wire.Remove("action")),
        ["mcp_list_tools"] = new("mcpl_", false, false, Set("""{"tools":[]}""")),
        ["mcp_call"] = new("mcp_", true, false, Set("""{"arguments":"","output":null}""")),
        ["mcp_approval_request"] = new("mcpr_", false, false, _ => { }),
        ["mcp_tool_call"] = new("mcp_", true, false, wire => wire.Remove("result")),
        ["tool_search_call"] = new("tsc_", true, false, Set("""{"arguments":{}}""")),
        ["tool_search_output"] = new("tso_", true, false, _ => { }),
    };

    public static ItemKind Of(string type) => Kinds[type];

    private static Action<JsonObject> Set(string members) =>
        wire =>
        {
            // An empty object in the skeleton replaces a full one, while a partial one empties some members of it.
            foreach (var (name, value) in Nodes.Object(members))
            {
                if (value is JsonObject { Count: > 0 } inner && wire[name] is JsonObject outer)
                {
                    Nodes.Overlay(outer, inner);
                }
                else
                {
                    wire[name] = value?.DeepClone();
                }
            }
        };
}

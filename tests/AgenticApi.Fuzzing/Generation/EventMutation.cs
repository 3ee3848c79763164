using System.Text;

namespace AgenticApi.Fuzzing.Generation;

/// <summary>Changes one JSON object: an event, or a body.</summary>
internal sealed class EventMutation(Random random)
{
    private static readonly string[] Names =
    [
        "type", "response", "item", "part", "annotation", "delta", "text", "refusal", "arguments", "input", "code", "diff", "command", "output", "logprobs", "name", "error",
        "item_id", "output_index", "content_index", "summary_index", "command_index", "annotation_index", "sequence_number", "stream_id", "object", "status", "id", "call_id",
        "content", "summary", "annotations", "role", "usage", "message", "c4nary", "encrypted_content", "operation", "action", "stdout",
    ];

    private static readonly string[] Types =
    [
        "response.created", "response.in_progress", "response.completed", "response.incomplete", "response.failed", "response.cancelled", "response.done", "error", "keepalive",
        "response.output_item.added", "response.output_item.done", "response.content_part.added", "response.content_part.done", "response.output_text.delta",
        "response.output_text.done", "response.refusal.delta", "response.reasoning_text.delta", "response.reasoning_summary_text.delta", "response.reasoning_part.added",
        "response.function_call_arguments.delta", "response.function_call_arguments.done", "response.code_interpreter_call_code.delta", "response.mcp_call.completed",
        "response.shell_call_command.added", "response.shell_call_command.delta", "response.shell_call_output_content.delta", "response.shell_call_output_content.done",
        "response.apply_patch_call_operation_diff.delta", "response.output_text.annotation.added", "response.reasoning.delta", "response.audio_transcript.delta",
        "response.c4nary", "response.c4nary with spaces", "c4nary\\u0000", "respons\\u0065.completed", "", "RESPONSE.CREATED", "response.image_generation_call.partial_image",
    ];

    private static readonly string[] Harmless = ["null", "null", "\"\"", "{}", "[]", "\"c4nary\"", "{\"c4nary\":1}", "[1]", "0"];

    /// <summary>Changes the object in one way.</summary>
    public void Apply(Node root)
    {
        var all = new List<Node>();
        root.Collect(all);
        var node = all[random.Next(all.Count)];
        var owner = all.Where(n => n.Children.Count > 0).ElementAtOrDefault(random.Next(1 + all.Count / 3)) ?? root;
        switch (random.Next(16))
        {
            case 0 or 1:
                node.Become(Values.Any(random));
                break;
            case 2:
                root.Set(Names[random.Next(Names.Length)], Values.Any(random));
                break;
            case 3 or 4 or 5:
                AddForeign(root);
                break;
            case 6:
                root.Set("type", Node.Leaf($"\"{Types[random.Next(Types.Length)]}\""));
                break;
            case 7:
                Index(root);
                break;
            case 8 when owner.Children.Count > 0:
                owner.Children.RemoveAt(random.Next(owner.Children.Count));
                break;
            case 9 when owner.Children.Count > 0:
                Duplicate(owner);
                break;
            case 10 when owner.Kind == NodeKind.Object && owner.Children.Count > 0:
                var at = random.Next(owner.Children.Count);
                owner.Children[at] = (Encoding.UTF8.GetBytes(Names[random.Next(Names.Length)]), owner.Children[at].Value);
                break;
            case 11:
                node.Become(all[random.Next(all.Count)].Clone());
                break;
            case 12:
                for (var i = owner.Children.Count - 1; i > 0; i--)
                {
                    var j = random.Next(i + 1);
                    (owner.Children[i], owner.Children[j]) = (owner.Children[j], owner.Children[i]);
                }

                break;
            case 13:
                BreakText(all);
                break;
            case 14:
                Flatten(root);
                break;
            default:
                AddForeign(owner.Kind == NodeKind.Object ? owner : root);
                break;
        }
    }

    /// <summary>A member that the event is not known to have, mostly with nothing in it.</summary>
    public void AddForeign(Node node)
    {
        var name = Encoding.UTF8.GetBytes(Names[random.Next(Names.Length)]);
        if (node.Member(name) is null && node.Kind == NodeKind.Object)
        {
            node.Children.Insert(random.Next(node.Children.Count + 1), (name, Node.Leaf(Harmless[random.Next(Harmless.Length)])));
        }
    }

    private void Index(Node root)
    {
        string[] names = ["output_index", "content_index", "summary_index", "item_id", "sequence_number", "command_index"];
        string[] values = ["0", "1", "2", "7", "-1", "1e9", "0.0", "2147483647", "\"0\"", "null", "\"item_0\"", "\"item_1\"", "\"\"", "\"c4nary id\""];
        root.Set(names[random.Next(names.Length)], Node.Leaf(values[random.Next(values.Length)]));
    }

    /// <summary>A member twice, the second time perhaps with an escape in its name or another value.</summary>
    private void Duplicate(Node owner)
    {
        var (name, value) = owner.Children[random.Next(owner.Children.Count)];
        if (name.Length > 0 && name[0] < 0x80 && random.Next(2) == 0)
        {
            name = [.. Encoding.UTF8.GetBytes($"\\u{name[0]:x4}"), .. name.AsSpan(1)];
        }

        owner.Children.Insert(random.Next(owner.Children.Count + 1), (name, random.Next(2) == 0 ? value.Clone() : Values.Any(random)));
    }

    /// <summary>Half a character at the edge of a string, as where a text is cut between two events.</summary>
    private void BreakText(List<Node> all)
    {
        var strings = all.Where(n => n.Kind == NodeKind.Leaf && n.Raw.Length > 1 && n.Raw[0] == '"').ToList();
        if (strings.Count > 0)
        {
            var raw = strings[random.Next(strings.Count)];
            var inner = raw.Raw.AsSpan(1..^1);
            raw.Become(Node.Leaf(random.Next(5) switch
            {
                0 => [(byte)'"', .. inner, .. "\\ud83d\""u8],
                1 => [(byte)'"', .. "\\ude42"u8, .. inner, (byte)'"'],
                2 => [(byte)'"', .. inner, 0xF0, 0x9F, (byte)'"'],
                3 => [(byte)'"', 0x99, 0x82, .. inner, (byte)'"'],
                _ => [(byte)'"', .. inner, .. "\\u0000\\u0008"u8, (byte)'"'],
            }));
        }
    }

    /// <summary>The response's members beside the event's own.</summary>
    private static void Flatten(Node root)
    {
        if (root.Member("response"u8) is { Kind: NodeKind.Object } response)
        {
            root.Remove("response");
            root.Children.AddRange(response.Children);
        }
    }
}

using System.Globalization;

namespace AgenticApi.Fuzzing.Generation;

/// <summary>One item as a server would stream it: its events in order, and what it is in the end.</summary>
internal sealed class InventedItem
{
    private static readonly (string Type, string Family, string[] Stages)[] Staged =
    [
        ("web_search_call", "response.web_search_call", ["in_progress", "searching", "completed"]),
        ("file_search_call", "response.file_search_call", ["in_progress", "searching", "completed"]),
        ("image_generation_call", "response.image_generation_call", ["in_progress", "generating", "partial_image", "completed"]),
        ("mcp_list_tools", "response.mcp_list_tools", ["in_progress", "completed", "failed"]),
        ("mcp_tool_call", "response.mcp_tool_call", ["in_progress", "completed"]),
        ("hologram_call", "response.hologram_call", ["in_progress", "completed"]),
    ];

    private readonly string _place;
    private readonly string _index;
    private readonly string _id;

    public InventedItem(int index, Random random, Texts texts)
    {
        _index = index.ToString(CultureInfo.InvariantCulture);
        _id = "item_" + _index;
        _place = $"\"item_id\":\"{_id}\",\"output_index\":{_index}";
        Final = random.Next(5) == 0 ? Stages(Staged[random.Next(Staged.Length)]) : Text(TextKind.All[random.Next(TextKind.All.Length)], random, texts);
    }

    public Queue<string> Events { get; } = [];

    public string Final { get; }

    private string Stages((string Type, string Family, string[] Stages) kind)
    {
        var final = $"{{\"type\":\"{kind.Type}\",\"id\":\"{_id}\",\"status\":\"completed\"}}";
        Events.Enqueue($"{{\"type\":\"response.output_item.added\",\"output_index\":{_index},\"item\":{{\"type\":\"{kind.Type}\",\"id\":\"{_id}\",\"status\":\"in_progress\"}}}}");
        foreach (var stage in kind.Stages)
        {
            Events.Enqueue($"{{\"type\":\"{kind.Family}.{stage}\",{_place}}}");
        }

        Events.Enqueue($"{{\"type\":\"response.output_item.done\",\"output_index\":{_index},\"item\":{final}}}");
        return final;
    }

    private string Text(TextKind kind, Random random, Texts texts)
    {
        var place = kind.Index is null ? _place : $"{_place},\"{kind.Index}\":0";
        Events.Enqueue($"{{\"type\":\"response.output_item.added\",\"output_index\":{_index},\"item\":{Item(kind, "in_progress", kind.Item)}}}");
        if (kind.PartFamily is not null && random.Next(4) > 0)
        {
            Events.Enqueue($"{{\"type\":\"{kind.PartFamily}.added\",{place},\"part\":{Fill(kind.Part!, "")}}}");
        }

        var whole = "";
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var piece = texts.Next();
            whole += piece;
            Events.Enqueue($"{{\"type\":\"{kind.Family}.delta\",{place},\"delta\":{(kind.IsPrinted ? $"{{\"stdout\":\"{piece}\"}}" : $"\"{piece}\"")}}}");
        }

        var final = Item(kind, "completed", Fill(kind.Final, whole));
        if (kind.PartFamily == "response.content_part" && kind.Member == "text" && random.Next(4) == 0)
        {
            Events.Enqueue($"{{\"type\":\"response.output_text.annotation.added\",{place},\"annotation_index\":0,\"annotation\":{{\"type\":\"url_citation\",\"url\":\"u\"}}}}");
        }

        Events.Enqueue($"{{\"type\":\"{kind.Family}.done\",{place},\"{kind.Member}\":{(kind.IsPrinted ? $"[{{\"stdout\":\"{whole}\",\"stderr\":\"\"}}]" : $"\"{whole}\"")}}}");
        if (kind.PartFamily is not null)
        {
            Events.Enqueue($"{{\"type\":\"{kind.PartFamily}.done\",{place},\"part\":{Fill(kind.Part!, whole)}}}");
        }

        Events.Enqueue($"{{\"type\":\"response.output_item.done\",\"output_index\":{_index},\"item\":{final}}}");
        return final;
    }

    private string Item(TextKind kind, string status, string more) =>
        $"{{\"type\":\"{kind.ItemType}\",\"id\":\"{_id}\",\"status\":\"{status}\"{more.Replace("%", _index, StringComparison.Ordinal)}}}";

    private static string Fill(string form, string text) => form.Replace("$", text, StringComparison.Ordinal);
}

namespace AgenticApi.Cli.View;

/// <summary>Writes the items of the final response.</summary>
internal static class ItemList
{
    // Texts up to this length are shown open.
    private const int LongText = 1200;

    public static void Write(HtmlWriter html, IReadOnlyList<OutputItem> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        html.WriteRaw("""<section class="output"><h4>Output</h4><ol>""");
        for (var i = 0; i < Math.Min(items.Count, html.Detail.Items); i++)
        {
            var item = items[i];
            html.Write($"""<li class="item {Lane.FamilyOf(item.Type)}"><p class="head"><span class="n">{i}</span> <b>{item.Type}</b> """);
            html.Write($"""<span class="status">{item.Status ?? ""}</span> <span class="id">{item.Id ?? ""}</span></p>""");
            foreach (var (label, text) in Texts(item))
            {
                WriteText(html, label, text);
            }

            html.WriteRaw("</li>\n");
        }

        html.WriteRaw("</ol>");
        if (items.Count > html.Detail.Items)
        {
            html.Write($"""<p class="note">{EventList.Count(items.Count - html.Detail.Items)} more items are not listed.</p>""");
        }

        html.WriteRaw("</section>\n");
    }

    private static IEnumerable<(string Label, string Text)> Texts(OutputItem item)
    {
        switch (item)
        {
            case MessageItem message:
                return message.Content.Select(Part);
            case ReasoningItem reasoning when reasoning.Content.Count + reasoning.Summary.Count > 0:
                return reasoning.Summary.Concat(reasoning.Content).Select(Part);
            case FunctionCallItem call:
                return [(call.Name, call.Arguments)];
            case CustomToolCallItem call:
                return [(call.Name, call.Input)];
            default:
                return item.Json.EnumerateObject()
                    .Where(member => member.Name is not ("type" or "id" or "status") && member.Value.GetRawText() is not ("null" or "[]" or "{}"))
                    .Select(member => (member.Name, Gist.Value(member.Value)));
        }
    }

    private static (string Label, string Text) Part(ContentPart part) => part switch
    {
        OutputTextPart text => (text.Type, text.Text),
        RefusalPart refusal => (refusal.Type, refusal.Refusal),
        ReasoningTextPart text => (text.Type, text.Text),
        SummaryTextPart text => (text.Type, text.Text),
        _ => (part.Type, part.ToJson()),
    };

    private static void WriteText(HtmlWriter html, string label, string text)
    {
        if (text.Length <= LongText)
        {
            html.Write($"""<div class="text"><span class="label">{label}</span><div class="said">{(text.Length > 0 ? text : "\"\"")}</div></div>""");
        }
        else
        {
            html.Write($"""<div class="text"><span class="label">{label}</span><details class="long"><summary>{Gist.Excerpt(text, 280)} """);
            html.Write($"""<span class="size">{EventList.Count(text.Length)} characters</span></summary>""");
            html.Write($"""<div class="said">{html.Detail.Shorten(text)}</div></details></div>""");
        }
    }
}

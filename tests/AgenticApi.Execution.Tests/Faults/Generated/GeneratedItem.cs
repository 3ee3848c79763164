namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>An item of a generated round.</summary>
internal sealed record GeneratedItem(ItemKind Kind, ToolDoes Does = default, CallIdKind Id = default, ItemFlaw Flaw = default)
{
    public bool IsCall => Kind is not (ItemKind.Text or ItemKind.Reasoning);

    /// <summary>The same with one thing less.</summary>
    public IEnumerable<GeneratedItem> Simpler() =>
    [
        .. Kind == ItemKind.Text ? [] : new[] { new GeneratedItem(ItemKind.Text) },
        .. Flaw == default ? [] : new[] { this with { Flaw = default } },
        .. Id == default ? [] : new[] { this with { Id = default } },
        .. Does == default ? [] : new[] { this with { Does = default } },
        .. Kind > ItemKind.Pay && IsCall ? new[] { this with { Kind = ItemKind.Pay } } : [],
    ];

    public override string ToString() =>
        IsCall ? $"{Kind}{(Does == default ? "" : $" {Does}")}{(Id == default ? "" : $" id {Id}")}{(Flaw == default ? "" : $" {Flaw}")}" : $"{Kind}{(Flaw == default ? "" : $" {Flaw}")}";
}

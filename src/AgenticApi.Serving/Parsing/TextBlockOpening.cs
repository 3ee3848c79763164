namespace AgenticApi.Serving;

/// <summary>A tag that begins a block in the text of a model.</summary>
/// <param name="Tag">
/// The tag, which is not part of the block's text. Empty if the block begins with the first character of the model's text; then
/// <paramref name="OnlyAtStart"/> must be true.
/// </param>
/// <param name="OnlyAtStart">
/// Whether the tag begins a block only if nothing except white space and reasoning precedes it. The default is false.
/// </param>
public readonly record struct TextBlockOpening(string Tag, bool OnlyAtStart = false);

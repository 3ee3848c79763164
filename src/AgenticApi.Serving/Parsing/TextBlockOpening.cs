namespace AgenticApi.Serving;

/// <summary>What begins a block in a model's text.</summary>
/// <param name="Tag">
/// The characters that begin it, which are not part of the block's text. Empty where the block begins with the first character of the model's
/// text; then <paramref name="OnlyAtStart"/> must be true.
/// </param>
/// <param name="OnlyAtStart">Whether it begins a block only where nothing but white space and reasoning stands before it.</param>
public readonly record struct TextBlockOpening(string Tag, bool OnlyAtStart = false);

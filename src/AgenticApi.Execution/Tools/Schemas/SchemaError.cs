using System.Globalization;

namespace AgenticApi.Execution.Schemas;

/// <summary>The first error of a value that does not fit its schema.</summary>
/// <param name="Message">What was expected, and what the value is.</param>
/// <param name="Path">The path from the checked value to the error, without the leading <c>$</c>.</param>
/// <param name="Depth">The number of steps in the path.</param>
internal sealed record SchemaError(string Message, string Path = "", int Depth = 0)
{
    /// <summary>Returns the error with the path from the object that has the member.</summary>
    internal SchemaError At(string name) => Below(SchemaWords.Member(name));

    /// <summary>Returns the error with the path from the array that has the item.</summary>
    internal SchemaError At(int index) => Below(string.Create(CultureInfo.InvariantCulture, $"[{index}]"));

    /// <summary>Returns the error for the model, such as <c>$.items[2].city: expected a string, got 5</c>.</summary>
    public override string ToString() => $"${Path}: {Message}";

    private SchemaError Below(string step) => new(Message, step + Path, Depth + 1);
}

namespace AgenticApi.Json;

/// <summary>Checks the values of an object or array while <see cref="JsonMembers"/> finds them.</summary>
internal interface IMemberValues
{
    /// <summary>The position after a value; <see cref="JsonScan.Invalid"/> where it is not valid.</summary>
    /// <param name="json">The JSON in which the object stands.</param>
    /// <param name="name">The member's name as it stands between its quotes; empty in an array.</param>
    /// <param name="start">Where the value begins.</param>
    /// <param name="depth">How deep it may nest, as in <see cref="JsonScan.Value"/>.</param>
    int End(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, int start, int depth);
}

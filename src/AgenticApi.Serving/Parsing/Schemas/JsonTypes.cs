namespace AgenticApi.Serving;

/// <summary>The types of JSON values in JSON Schema.</summary>
[Flags]
public enum JsonTypes
{
#pragma warning disable CA1720 // They are the names of JSON's types.
    /// <summary>No type: no value is valid, or there is no value yet.</summary>
    None = 0,

    /// <summary><c>null</c>.</summary>
    Null = 1,

    /// <summary><c>true</c> and <c>false</c>.</summary>
    Boolean = 2,

    /// <summary>An integer.</summary>
    Integer = 4,

    /// <summary>Any number. A schema with this type also has <see cref="Integer"/>.</summary>
    Number = 8,

    /// <summary>A string.</summary>
    String = 16,

    /// <summary>An array.</summary>
    Array = 32,

    /// <summary>An object.</summary>
    Object = 64,

    /// <summary>All types: the schema does not restrict the type.</summary>
    Any = Null | Boolean | Integer | Number | String | Array | Object,
#pragma warning restore CA1720
}

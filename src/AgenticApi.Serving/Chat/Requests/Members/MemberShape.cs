namespace AgenticApi.Serving.Chat;

/// <summary>The type that a member of a request must have.</summary>
internal enum MemberShape
{
    /// <summary>Any type.</summary>
    Any,

    /// <summary>A string.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>Any number.</summary>
    Number,

    /// <summary>An object.</summary>
    Object,

    /// <summary>An array of any elements.</summary>
    Array,

    /// <summary>An array of strings.</summary>
    Texts,

    /// <summary>A string, or an array of strings.</summary>
    TextOrTexts,

    /// <summary>A string, or an object.</summary>
    TextOrObject,
}

using System.Globalization;

namespace AgenticApi.Reading;

/// <summary>The bounds of <see cref="ResponseAccumulatorOptions"/>.</summary>
internal static class Limit
{
    /// <summary>Throws where there are as many already as there may be.</summary>
    /// <exception cref="ResponseProtocolException">There are; the message names the limit.</exception>
    public static void Check(long count, long most, string option, string what)
    {
        if (count >= most)
        {
            throw new ResponseProtocolException(string.Create(
                CultureInfo.InvariantCulture,
                $"The server sent more than {most} {what}. The limit is {nameof(ResponseAccumulatorOptions)}.{option}; raise it if the server is to be trusted with more."));
        }
    }
}

using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>The body of a request, decompressed if its compression is supported.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Encoding">The compression that the bytes still have; empty for none.</param>
internal sealed record PassedBody(byte[] Bytes, string Encoding)
{
    /// <summary>Reads the body of a request to its end.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large before or after decompression, arrives too slowly, or is damaged.</exception>
    public static async Task<PassedBody> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        body.Position = 0;
        var encoding = request.Headers.ContentEncoding.ToString().Trim().ToUpperInvariant();
        using Stream? decoded = encoding switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
            "DEFLATE" => new ZLibStream(body, CompressionMode.Decompress),
            "BR" => new BrotliStream(body, CompressionMode.Decompress),
            _ => null,
        };
        return decoded is null
            ? new PassedBody(body.ToArray(), encoding == "IDENTITY" ? "" : encoding.ToLowerInvariant())
            : new PassedBody(Decode(decoded, maxBytes), "");
    }

    // A small body can decompress to any size, so the size is limited while it is decompressed.
    private static byte[] Decode(Stream decoded, int maxBytes)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (decoded.Read(buffer) is > 0 and var count)
            {
                bytes.Write(buffer, 0, count);
                if (bytes.Length > maxBytes)
                {
                    throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new BadHttpRequestException("The compressed request body is damaged.", StatusCodes.Status400BadRequest, e);
        }

        return bytes.ToArray();
    }
}

using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace AgenticApi.Packages.Tests.Support;

/// <summary>An assembly of a package, and its symbols.</summary>
internal sealed class PackedAssembly(byte[] dll, byte[] pdb)
{
    private static readonly Guid SourceLinkKind = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    /// <summary>The bytes of the two files.</summary>
    public IReadOnlyList<byte[]> Files { get; } = [dll, pdb];

    /// <summary>Whether the same sources give the same bytes.</summary>
    public bool IsDeterministic
    {
        get
        {
            using var reader = new PEReader([.. dll]);
            return reader.ReadDebugDirectory().Any(entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        }
    }

    /// <summary>The names and values of the assembly's <c>AssemblyMetadataAttribute</c>s.</summary>
    public IReadOnlyList<(string Name, string Value)> Metadata
    {
        get
        {
            using var file = new PEReader([.. dll]);
            var reader = file.GetMetadataReader();
            return [.. reader.GetAssemblyDefinition().GetCustomAttributes().Select(reader.GetCustomAttribute)
                .Where(attribute => NameOf(reader, attribute) == "AssemblyMetadataAttribute")
                .Select(attribute => ReadTwoStrings(reader.GetBlobReader(attribute.Value)))];
        }
    }

    /// <summary>The names of the source files, and the SourceLink document if there is one.</summary>
    public (IReadOnlyList<string> Documents, string? SourceLink) Symbols
    {
        get
        {
            using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb));
            var reader = provider.GetMetadataReader();
            var links = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
                .Where(information => reader.GetGuid(information.Kind) == SourceLinkKind).Select(information => Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value)));
            return ([.. reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))], links.SingleOrDefault());
        }
    }

    private static string? NameOf(MetadataReader reader, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference && reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type
            ? reader.GetString(reader.GetTypeReference((TypeReferenceHandle)type).Name)
            : null;

    private static (string Name, string Value) ReadTwoStrings(BlobReader blob)
    {
        blob.ReadUInt16();
        return (blob.ReadSerializedString()!, blob.ReadSerializedString()!);
    }
}

using System.IO.Compression;
using System.Xml.Linq;

namespace AgenticApi.Packages.Tests.Support;

/// <summary>A packed file, and what its nuspec says.</summary>
internal sealed class PackedPackage : IDisposable
{
    private readonly ZipArchive _zip;

    public PackedPackage(string file)
    {
        _zip = ZipFile.OpenRead(file);
        Entries = [.. _zip.Entries.Select(entry => entry.FullName)];
        Nuspec = Entries.Single(entry => entry.EndsWith(".nuspec", StringComparison.Ordinal)) is var name ? XDocument.Parse(Text(name)).Root!.Elements().Single() : null!;
    }

    public IReadOnlyList<string> Entries { get; }

    public XElement Nuspec { get; }

    public string this[string member] => Element(member)?.Value ?? "";

    public IEnumerable<(string Id, string Version)> Dependencies => Nuspec.Descendants()
        .Where(element => element.Name.LocalName == "dependency").Select(element => (element.Attribute("id")!.Value, element.Attribute("version")!.Value));

    public XElement? Element(string member) => Nuspec.Elements().SingleOrDefault(element => element.Name.LocalName == member);

    /// <summary>The assemblies of this repository, with their symbols from the package of symbols.</summary>
    public IReadOnlyList<PackedAssembly> Assemblies(PackedPackage symbols) =>
        [.. Entries.Where(entry => Path.GetFileName(entry) is var name && name.EndsWith(".dll", StringComparison.Ordinal) && (name.StartsWith("AgenticApi", StringComparison.Ordinal) || name == "agentic-api.dll"))
            .Select(entry => new PackedAssembly(Bytes(entry), symbols.Bytes(Path.ChangeExtension(entry, ".pdb"))))];

    /// <summary>The text of a file, without its byte order mark.</summary>
    public string Text(string entry) => System.Text.Encoding.UTF8.GetString(Bytes(entry)).TrimStart('\uFEFF');

    public byte[] Bytes(string entry)
    {
        using var stream = _zip.GetEntry(entry)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public void Dispose() => _zip.Dispose();
}

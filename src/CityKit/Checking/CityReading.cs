using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Checking;

/// <summary>Reads a city's files by kind, and keeps what is wrong with them.</summary>
internal sealed class CityReading(IReadOnlyList<CityFile> files)
{
    internal delegate T? Reader<T>(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors);

    private readonly List<CityFinding> findings = [];

    internal IReadOnlyList<CityFinding> Findings => findings;

    /// <summary>The first file of a kind; null when there is none. Others are refused: nobody knows which one counts.</summary>
    internal CityFile? One(CityFileKind kind)
    {
        CityFile[] found = [.. files.Where(file => file.Kind == kind)];
        var name = kind.ToString().ToLowerInvariant();
        var allowed = new LocalizedText($"一个 {name} 文件", $"one file with the {name}");
        foreach (var second in found.Skip(1))
            Add(second, new ConfigError(1, 1, "",
                new($"与 {found[0].Name} 同类的第二个文件", $"a second file of this kind beside {found[0].Name}"), allowed));
        return found.FirstOrDefault();
    }

    internal T? One<T>(CityFileKind kind, Reader<T> read) where T : class => One(kind) is { } file ? Read(file, read) : null;

    /// <summary>What each file of a kind holds; two of one name are refused at that name.</summary>
    internal IReadOnlyList<T> Each<T>(CityFileKind kind, Reader<T> read, string member, Func<T, string> nameOf) where T : class
    {
        var names = new Dictionary<string, string>();
        var all = new List<T>();
        foreach (var file in files.Where(file => file.Kind == kind))
        {
            if (Read(file, read) is not { } value) continue;
            if (names.TryAdd(nameOf(value), file.Name)) all.Add(value);
            else Add(file, Twice(file, member, names[nameOf(value)]));
        }
        return all;
    }

    internal void Add(CityFileKind kind, IEnumerable<ConfigError> errors) =>
        findings.AddRange(errors.Select(error => new CityFinding(NameOf(kind), error)));

    internal void Doubt(CityFileKind kind, IEnumerable<ConfigError> errors) =>
        findings.AddRange(errors.Select(error => new CityFinding(NameOf(kind), error) { IsDoubt = true }));

    private void Add(CityFile file, ConfigError error) => findings.Add(new CityFinding(file.Name, error));

    private T? Read<T>(CityFile file, Reader<T> read) where T : class
    {
        var value = read(file.Utf8.Span, out var errors);
        foreach (var error in errors) Add(file, error);
        return value;
    }

    private static ConfigError Twice(CityFile file, string member, string first)
    {
        var reader = ConfigReader.Parse(file.Utf8.Span);
        reader.Reject(member, new($"其他名称：{first} 已用此名", $"another name: {first} has this one"));
        return reader.Errors[0];
    }

    private string NameOf(CityFileKind kind) => files.First(file => file.Kind == kind).Name;
}

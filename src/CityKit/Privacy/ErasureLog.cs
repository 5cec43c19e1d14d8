using System.Globalization;
using System.Text;
using CityKit.Shared.Files;

namespace CityKit.Privacy;

/// <summary>
/// Who was erased (删除日志), in a file apart from the store and its backups: what an older copy brings back is erased again at the next
/// start. One line for each: the subject, then, of a household, how it was found, so that a register file that still names it does not
/// bring it back.
/// </summary>
/// <param name="path">The file; made when something is erased (mode 0600).</param>
public sealed class ErasureLog(string path)
{
    /// <summary>Appends, and returns when the lines are on disk. What is in it already is not written again.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    internal void Append(IEnumerable<(SubjectId Subject, SubjectLookup? Household)> erased)
    {
        var known = Read().Select(line => line.Subject).ToHashSet();
        string[] lines = [.. erased.Where(line => !known.Contains(line.Subject))
            .Select(line => $"{line.Subject} {line.Household}".TrimEnd() + '\n')];
        if (lines.Length == 0) return;
        using var file = new FileStream(path, PrivateFile.Options(FileMode.Append, FileAccess.Write));
        file.Write(Encoding.ASCII.GetBytes((IsCutShort() ? "\n" : "") + string.Concat(lines)));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Everything in it; a line that a power cut left half written is left out: what it was for was not committed.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal IReadOnlyList<(SubjectId Subject, SubjectLookup? Household)> Read() => !File.Exists(path) ? []
        : [.. File.ReadLines(path).Select(ReadLine).Where(line => line is not null).Select(line => line!.Value)];

    /// <summary>The subjects in it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<SubjectId> Subjects => [.. Read().Select(line => line.Subject)];

    private bool IsCutShort()
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length == 0) return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private static (SubjectId, SubjectLookup?)? ReadLine(string line) => line.Split(' ') switch
    {
        [var subject] when SubjectId.TryParse(subject, null, out var id) => (id, null),
        [var subject, { Length: 32 } lookup] when SubjectId.TryParse(subject, null, out var id)
            && UInt128.TryParse(lookup, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) =>
            (id, new SubjectLookup(value)),
        _ => null,
    };
}

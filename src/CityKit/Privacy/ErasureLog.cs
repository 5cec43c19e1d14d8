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
public sealed class ErasureLog(string path) : IErasureLog
{
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public ValueTask AppendAsync(IReadOnlyCollection<ErasedSubject> erased, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(erased);
        lock (gate) Append(erased);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>A line that a power cut left half written is left out: what it was for was not committed.</remarks>
    public ValueTask<IReadOnlyList<ErasedSubject>> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Read());

    /// <inheritdoc/>
    /// <remarks>A file beside it.</remarks>
    public IErasureLog Of(string partition)
    {
        ArgumentException.ThrowIfNullOrEmpty(partition);
        return new ErasureLog($"{path}.{partition}");
    }

    /// <summary>The subjects in it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<SubjectId> Subjects => [.. Read().Select(line => line.Subject)];

    private void Append(IEnumerable<ErasedSubject> erased)
    {
        var known = Read().Select(line => line.Subject).ToHashSet();
        string[] lines = [.. erased.Where(line => !known.Contains(line.Subject))
            .Select(line => $"{line.Subject} {line.Household}".TrimEnd() + '\n')];
        if (lines.Length == 0) return;
        using var file = new FileStream(path, PrivateFile.Options(FileMode.Append, FileAccess.Write));
        file.Write(Encoding.ASCII.GetBytes((IsCutShort() ? "\n" : "") + string.Concat(lines)));
        file.Flush(flushToDisk: true);
    }

    private IReadOnlyList<ErasedSubject> Read() => !File.Exists(path) ? []
        : [.. File.ReadLines(path).Select(ReadLine).Where(line => line is not null).Select(line => line!.Value)];

    private bool IsCutShort()
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length == 0) return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private static ErasedSubject? ReadLine(string line) => line.Split(' ') switch
    {
        [var subject] when SubjectId.TryParse(subject, null, out var id) => new ErasedSubject(id, null),
        [var subject, { Length: 32 } lookup] when SubjectId.TryParse(subject, null, out var id)
            && UInt128.TryParse(lookup, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) =>
            new ErasedSubject(id, new SubjectLookup(value)),
        _ => null,
    };
}

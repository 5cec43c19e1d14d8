using System.Collections.Frozen;
using System.Collections.Immutable;
using System.IO.Compression;
using CityKit.Core.Codes;
using NodaTime;

namespace CityKit.Grids.Areas;

/// <summary>Names and history of administrative areas (行政区划名录): data that a city can replace. Immutable.</summary>
/// <remarks>
/// The built-in table has the provinces, the counties of 2023, and Qingdao's streets from 2017 to 2023; a change between two yearly
/// editions is dated 31 December of the later one. The form is described at <see cref="Read"/>.
/// </remarks>
public sealed class AreaDirectory
{
    private const int MostSteps = 64;
    private static readonly Lazy<AreaDirectory> Table = new(ReadBuiltIn);

    private readonly FrozenDictionary<AreaCode, ImmutableArray<AreaEntry>> byCode;

    private AreaDirectory(IEnumerable<AreaEntry> entries)
    {
        Entries = [.. entries.OrderBy(entry => entry.Code).ThenBy(entry => entry.Valid.From ?? LocalDate.MinIsoValue)];
        byCode = Entries.GroupBy(entry => entry.Code).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());
    }

    /// <summary>The table that comes with the package.</summary>
    public static AreaDirectory BuiltIn => Table.Value;

    /// <summary>All entries, by code, then time.</summary>
    public ImmutableArray<AreaEntry> Entries { get; }

    /// <summary>
    /// Reads a table: UTF-8 text with the first line <c>code,name,english,from,until,successors,note</c>, no quotes, days as YYYY-MM-DD,
    /// several successors separated by spaces.
    /// </summary>
    /// <param name="utf8">The text; a compressed file is read through a decompressing stream.</param>
    /// <param name="problems">The lines that could not be used; two names of one code at one time are among them.</param>
    public static AreaDirectory Read(Stream utf8, out ImmutableArray<AreaTableProblem> problems)
    {
        var reader = new AreaTableReader();
        using (var text = new StreamReader(utf8, leaveOpen: true)) reader.ReadAll(text);
        problems = reader.Problems;
        return new AreaDirectory(reader.Entries);
    }

    /// <summary>All names a code has had, the oldest first.</summary>
    public ImmutableArray<AreaEntry> History(AreaCode code) => byCode.TryGetValue(code, out var found) ? found : [];

    /// <summary>The last name of a code, whether it still holds or not; null when the table does not have it.</summary>
    public AreaEntry? Find(AreaCode code) => History(code) is [.., var last] ? last : null;

    /// <summary>The name a code had on a day; null when it had none, or the table does not have it.</summary>
    public AreaEntry? Find(AreaCode code, LocalDate on) => History(code).FirstOrDefault(entry => entry.Valid.Contains(on));

    /// <summary>The names from the province down to the code, as far as the table has them.</summary>
    public string FullName(AreaCode code) =>
        string.Concat(Enumerable.Range((int)AreaLevel.Province, (int)code.Level).Select(level => code.At((AreaLevel)level)).Distinct()
            .Select(area => Find(area)?.Name));

    /// <summary>
    /// What became of a code: the one in use today, through all successions. Of a code the table does not have, what became of the
    /// narrowest area above it.
    /// </summary>
    public AreaResolution Resolve(AreaCode code)
    {
        var known = Known(code);
        if (known is null) return new AreaResolution(code, null, [], []);
        if (known.Valid.Until is null) return new AreaResolution(code, known, [], [known.Code]);
        List<AreaSuccession> steps = [];
        List<AreaCode> current = [];
        Follow(known, steps, current);
        return new AreaResolution(code, known, [.. steps], [.. current.Distinct()]);
    }

    private AreaEntry? Known(AreaCode code)
    {
        for (var area = code; area.Level != AreaLevel.None; area = area.Parent)
            if (Find(area) is { } found) return found;
        return null;
    }

    private void Follow(AreaEntry ended, List<AreaSuccession> steps, List<AreaCode> current)
    {
        foreach (var successor in ended.Successors)
        {
            // a table that runs in circles
            if (steps.Count >= MostSteps || steps.Any(step => step.Ended == ended.Code && step.Successor == successor)) return;
            steps.Add(new AreaSuccession(ended.Code, successor, ended.Valid.Until!.Value));
            if (Find(successor) is { Valid.Until: not null } next) Follow(next, steps, current);
            else current.Add(successor);
        }
    }

    private static AreaDirectory ReadBuiltIn()
    {
        using var packed = typeof(AreaDirectory).Assembly.GetManifestResourceStream("areas.csv.gz")
            ?? throw new InvalidOperationException("The built-in area table is missing.");
        using var stream = new GZipStream(packed, CompressionMode.Decompress);
        var directory = Read(stream, out var problems);
        return problems.IsEmpty ? directory : throw new InvalidOperationException($"The built-in area table: {problems[0]}");
    }
}

using CityKit.Core.Text;

namespace CityKit.Desk.Cockpit;

/// <summary>The boards of the cockpit, in order. Immutable.</summary>
/// <param name="Boards">The boards.</param>
public sealed record CockpitPlan(IReadOnlyList<Board> Boards)
{
    /// <summary>The most boards of a plan.</summary>
    public const int MaxBoards = 64;

    /// <summary>Sixteen boards that every city can fill.</summary>
    public static CockpitPlan BuiltIn { get; } = Embedded();

    /// <summary>Reads a plan from its JSON text (schema 1); null with what is wrong and where.</summary>
    public static CockpitPlan? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var reader = ConfigReader.Parse(utf8);
        reader.Integer("schema", 1, 1);
        var boards = reader.Objects("boards", MaxBoards).Select(BoardReader.Read).ToArray();
        reader.Close();
        errors = reader.Errors;
        return errors.Count == 0 ? new CockpitPlan(boards) : null;
    }

    private static CockpitPlan Embedded()
    {
        using var stream = typeof(CockpitPlan).Assembly.GetManifestResourceStream("cockpit.json")!;
        var utf8 = new byte[stream.Length];
        stream.ReadExactly(utf8);
        return Read(utf8, out var errors) ?? throw new InvalidOperationException(string.Join(' ', errors));
    }
}

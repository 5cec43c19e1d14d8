using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Cases.Policies;

/// <summary>How long protected records of a kind, or readings, are kept (保存期限).</summary>
/// <param name="Kind"><see cref="Report"/>, <see cref="Reason"/>, <see cref="Evidence"/> or <see cref="Readings"/>.</param>
/// <param name="AtLeast">Not erased before that, as the law asks for it to be kept; 0 to 36,500 days.</param>
/// <param name="AtMost">Dropped after that; at least <paramref name="AtLeast"/>, 1 to 36,500 days.</param>
public sealed record RetentionRow(string Kind, Duration AtLeast, Duration AtMost)
{
    /// <summary>What persons reported.</summary>
    public const string Report = "report";

    /// <summary>Reasons of steps and dismissals.</summary>
    public const string Reason = "reason";

    /// <summary>Pictures and clips.</summary>
    public const string Evidence = "evidence";

    /// <summary>What sensors read, hour by hour.</summary>
    public const string Readings = "readings";

    /// <summary>The longest time, in days.</summary>
    public const int MaxDays = 36_500;

    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }

    /// <summary>Without a row: nothing has to be kept, and nothing is kept for more than three years.</summary>
    public static RetentionRow DefaultOf(string kind) => new(kind, Duration.Zero, Duration.FromDays(3 * 365));
}

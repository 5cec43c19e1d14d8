namespace CityKit.Credentials.SdJwt;

/// <summary>The way to a claim (声明路径), as a JSON pointer (RFC 6901): <c>/address/street_address</c>, <c>/nationalities/0</c>. The step <c>*</c> means
/// every element of an array. Immutable; two are equal when their texts are.</summary>
public sealed record ClaimPath
{
    private const string EveryElement = "*";

    private readonly string[] steps;

    private ClaimPath(string[] steps) => this.steps = steps;

    /// <summary>Its steps: names of members, positions in arrays from 0, or <c>*</c>.</summary>
    public IReadOnlyList<string> Steps => steps;

    /// <summary>A path of these steps.</summary>
    /// <exception cref="ArgumentException">There is no step.</exception>
    public static ClaimPath Of(params ReadOnlySpan<string> steps) =>
        steps.Length > 0 ? new ClaimPath(steps.ToArray()) : throw new ArgumentException("A path has one step or more.", nameof(steps));

    /// <summary>Reads the text of a path.</summary>
    /// <exception cref="ArgumentException">The text does not begin with <c>/</c>.</exception>
    public static ClaimPath Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith('/')) throw new ArgumentException($"A path begins with '/', such as /address/country, not '{text}'.", nameof(text));
        return new ClaimPath([.. text[1..].Split('/').Select(Unescape)]);
    }

    /// <inheritdoc/>
    public bool Equals(ClaimPath? other) => other is not null && steps.AsSpan().SequenceEqual(other.steps);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    /// <summary>The path as a JSON pointer.</summary>
    public override string ToString() => "/" + string.Join('/', steps.Select(Escape));

    /// <summary>A path of these steps, or the whole when there is none.</summary>
    internal static ClaimPath OfOrRoot(string[] steps) => new(steps);

    internal static string Escape(string step) => step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Whether its step at a level, from 0, is this name or position.</summary>
    internal bool Matches(int level, string step, bool isElement) =>
        level < steps.Length && (steps[level] == step || (isElement && steps[level] == EveryElement));

    /// <summary>Whether one is on the way to the other, or both are the same place.</summary>
    internal bool IsOnTheWayOf(ClaimPath place)
    {
        for (var level = 0; level < Math.Min(steps.Length, place.steps.Length); level++)
            if (steps[level] != place.steps[level] && steps[level] != EveryElement) return false;
        return true;
    }

    private static string Unescape(string step) => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}

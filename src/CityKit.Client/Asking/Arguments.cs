using System.Text;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Client.Asking;

/// <summary>The arguments of a request, as they go into its address.</summary>
internal sealed class Arguments
{
    private readonly StringBuilder text = new();

    internal Arguments With(string name, string? value)
    {
        if (value is not null) text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    internal Arguments With(string name, Instant? value) =>
        With(name, value is { } at ? InstantPattern.ExtendedIso.Format(at) : null);

    internal Arguments With(string name, long? value) =>
        With(name, value is { } number ? FormattableString.Invariant($"{number}") : null);

    internal Arguments With(IEnumerable<KeyValuePair<string, string>> more)
    {
        foreach (var (name, value) in more) With(Uri.EscapeDataString(name), value);
        return this;
    }

    public override string ToString() => text.ToString();
}

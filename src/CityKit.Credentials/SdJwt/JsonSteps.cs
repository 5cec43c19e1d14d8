using System.Globalization;
using CityKit.Core.Text;

namespace CityKit.Credentials.SdJwt;

/// <summary>Steps of a path through a tree.</summary>
internal static class JsonSteps
{
    /// <summary>The value at a path; null when there is none.</summary>
    internal static JsonValue? At(this JsonValue value, ClaimPath path)
    {
        JsonValue? found = value;
        foreach (var step in path.Steps) found = found?.At(step);
        return found;
    }

    /// <summary>The member of a name, or the element at a position (of <c>*</c>, the first); null when there is none.</summary>
    internal static JsonValue? At(this JsonValue value, string step) => value.Kind switch
    {
        JsonKind.Object => value.Find(step)?.Value,
        JsonKind.Array when step == "*" => value.Items.Count > 0 ? value.Items[0] : null,
        JsonKind.Array when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < value.Items.Count => value.Items[at],
        _ => null,
    };
}

using System.Globalization;

namespace CityKit.Credentials.OpenId;

/// <summary>
/// One step on the way to a claim (OpenID4VP 1.0, 7): the name of a member, the position of an element, or every element of an array
/// (<c>null</c> in JSON). <c>default</c> is every element of an array.
/// </summary>
/// <param name="Name">The name of a member; null when it is another kind of step.</param>
/// <param name="Index">The position in an array, from 0; null when it is another kind of step.</param>
public readonly record struct DcqlStep(string? Name, int? Index)
{
    /// <summary>Every element of an array.</summary>
    public static DcqlStep Every => default;

    /// <summary>A member of this name.</summary>
    public static implicit operator DcqlStep(string name) => FromString(name);

    /// <summary>The element at this position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative.</exception>
    public static implicit operator DcqlStep(int index) => FromInt32(index);

    /// <summary>A member of this name.</summary>
    public static DcqlStep FromString(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new DcqlStep(name, null);
    }

    /// <summary>The element at this position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative.</exception>
    public static DcqlStep FromInt32(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new DcqlStep(null, index);
    }

    /// <summary>The step as a part of a JSON pointer; <c>*</c> for every element.</summary>
    public override string ToString() => Name ?? Index?.ToString(CultureInfo.InvariantCulture) ?? "*";
}

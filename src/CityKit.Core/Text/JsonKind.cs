namespace CityKit.Core.Text;

/// <summary>What a JSON value is.</summary>
public enum JsonKind : byte
{
    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary>An object; see <see cref="JsonValue.Members"/>.</summary>
    Object,

    /// <summary>An array; see <see cref="JsonValue.Items"/>.</summary>
    Array,

    /// <summary>A text; see <see cref="JsonValue.Text"/>.</summary>
    String,

    /// <summary>A number, kept as it was written in <see cref="JsonValue.Text"/>.</summary>
    Number,

    /// <summary><c>true</c>.</summary>
    True,

    /// <summary><c>false</c>.</summary>
    False,
}

namespace CityKit.Cases.Profiles;

/// <summary>What a field of a profile holds.</summary>
public enum FieldType : byte
{
    /// <summary>A text of 1 to 200 characters.</summary>
    Text = 0,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag = 1,

    /// <summary>A decimal number, written with a point.</summary>
    Number = 2,

    /// <summary>One of some values.</summary>
    Choice = 3,
}

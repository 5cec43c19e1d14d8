namespace CityKit.Cases.Profiles;

/// <summary>What is behind the colon of a guard or an effect.</summary>
internal enum WordArgument : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A text of its own.</summary>
    Text,

    /// <summary>An allowance of the profile.</summary>
    Turn,

    /// <summary>A clock of the profile.</summary>
    Clock,

    /// <summary>A field of the profile, and with <c>=</c> a value of it.</summary>
    Detail,
}

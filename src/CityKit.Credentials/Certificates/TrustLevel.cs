namespace CityKit.Credentials.Certificates;

/// <summary>How far a record is to be trusted (信任等级), A the most.</summary>
public enum TrustLevel : byte
{
    /// <summary>Not stated.</summary>
    None = 0,

    /// <summary>Level A.</summary>
    A = 1,

    /// <summary>Level B.</summary>
    B = 2,

    /// <summary>Level C.</summary>
    C = 3,

    /// <summary>Level D.</summary>
    D = 4,
}

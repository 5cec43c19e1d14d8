namespace CityKit.AlertDesk;

/// <summary>What people found out about an alert (处置结果).</summary>
public enum AlertOutcome
{
    /// <summary>All is well: somebody looked (平安).</summary>
    Ok = 1,

    /// <summary>The household is away (外出).</summary>
    Away = 2,

    /// <summary>Somebody is ill or hurt, or the danger was real (确有情况).</summary>
    Ill = 3,

    /// <summary>Nobody answered (无人应答).</summary>
    NoAnswer = 4,

    /// <summary>There was nothing: a false alarm (误报).</summary>
    False = 5,
}

namespace CityKit.Credentials.Hub.Passes;

/// <summary>What became of an opening (开门状态).</summary>
public enum OpeningState : byte
{
    /// <summary>The gate is being notified.</summary>
    Asked = 0,

    /// <summary>The gate was notified.</summary>
    Opened = 1,

    /// <summary>The gate could not be reached within 30 s, and stays shut: the rider has left.</summary>
    TooLate = 2,
}

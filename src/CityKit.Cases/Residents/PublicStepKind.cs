namespace CityKit.Cases.Residents;

/// <summary>What a step means to those who reported a matter (办理进度).</summary>
public enum PublicStepKind : byte
{
    /// <summary>It came in (已收到).</summary>
    Received = 0,

    /// <summary>It is taken up (已受理).</summary>
    Accepted = 1,

    /// <summary>It is not taken up (未受理): closed before anybody had the work.</summary>
    Refused = 2,

    /// <summary>A body has the work (已派单).</summary>
    Assigned = 3,

    /// <summary>The work is done and is checked (已处理).</summary>
    Done = 4,

    /// <summary>It is over (已办结).</summary>
    Closed = 5,

    /// <summary>It is taken up again (重新办理).</summary>
    Reopened = 6,

    /// <summary>Something was said to those who reported it (答复).</summary>
    Told = 7,
}

namespace CityKit.Services.Approvals;

/// <summary>What instant approval decided. It never refuses: what it cannot approve, a person looks at.</summary>
public enum ApprovalOutcome : byte
{
    /// <summary>A person decides (转人工).</summary>
    HandedOver = 0,

    /// <summary>Approved at once (秒批通过).</summary>
    Approved = 1,
}

namespace CityKit.Cases;

/// <summary>As what somebody has work.</summary>
public enum AssignmentKind : byte
{
    /// <summary>Leads and answers for it (主办).</summary>
    Lead = 0,

    /// <summary>Handles it together with the lead (协办).</summary>
    CoHandler = 1,

    /// <summary>A crew that the lead sent (二级派遣).</summary>
    Crew = 2,
}

namespace CityKit.Services.Hub;

/// <summary>Where a step of an application is (环节状态).</summary>
public enum StepState : byte
{
    /// <summary>It waits for materials or steps before it (待受理).</summary>
    Waiting = 0,

    /// <summary>A person of its department decides it (待人工审批).</summary>
    ForPerson = 1,

    /// <summary>Approved (已通过).</summary>
    Approved = 2,

    /// <summary>Declined, by a person; no machine declines (未通过).</summary>
    Declined = 3,

    /// <summary>The applicant withdrew it (已撤回).</summary>
    Withdrawn = 4,
}

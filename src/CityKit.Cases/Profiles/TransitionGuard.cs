namespace CityKit.Cases.Profiles;

/// <summary>A condition on item, actor and time, beside state and role.</summary>
public enum TransitionGuard : byte
{
    /// <summary>The actor belongs to the body that has the work.</summary>
    Own = 1,

    /// <summary>The deadline is not past.</summary>
    BeforeDeadline = 2,

    /// <summary>Fewer extensions than the profile allows.</summary>
    ExtensionLeft = 3,

    /// <summary>Fewer suspensions than the profile allows.</summary>
    SuspensionLeft = 4,

    /// <summary>The policy's dispatch row for the item is automatic.</summary>
    AutomaticDispatch = 5,
}

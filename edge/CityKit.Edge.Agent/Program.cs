return await CityKit.Edge.Agent.EdgeAgent.RunAsync(args);

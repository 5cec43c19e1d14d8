using CityKit.Edge.Agent;

// All commands of citykit-edge. A detector of your own is one line here, docs/own-detector.md:
// EdgeAgent.RunAsync(args, edge => edge.AddDetector("gate-dwell", GateDwellOptions.Read))
return await EdgeAgent.RunAsync(args);
